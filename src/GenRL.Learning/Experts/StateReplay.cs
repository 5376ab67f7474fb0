using System.Runtime.InteropServices;
using GenRL.Data;
using GenRL.Learning.Checkpoints;
using static TorchSharp.torch;

namespace GenRL.Learning.Experts;

/// <summary>Transitions of joint-space states with the rewards of all tasks, drawn uniformly.</summary>
/// <param name="capacity">Most transitions kept.</param>
/// <param name="stateSize">Numbers in a state.</param>
/// <param name="actionSize">Numbers in an action.</param>
/// <param name="tasks">Rewards per transition.</param>
public sealed class StateReplay(int capacity, int stateSize, int actionSize, int tasks)
{
    private readonly float[] states = new float[capacity * stateSize];
    private readonly float[] nextStates = new float[capacity * stateSize];
    private readonly float[] actions = new float[capacity * actionSize];
    private readonly float[] rewards = new float[capacity * tasks];
    private readonly float[] ends = new float[capacity];
    private int next;

    /// <summary>Transitions held.</summary>
    public int Count { get; private set; }

    /// <summary>Adds a transition, over the oldest when full.</summary>
    /// <param name="state">[state].</param>
    /// <param name="action">[A].</param>
    /// <param name="taskRewards">[tasks].</param>
    /// <param name="nextState">[state].</param>
    /// <param name="isLast">Whether the episode ends here: returns over several steps stop.</param>
    public void Add(ReadOnlySpan<float> state, ReadOnlySpan<float> action, ReadOnlySpan<float> taskRewards, ReadOnlySpan<float> nextState, bool isLast)
    {
        state.CopyTo(states.AsSpan(next * stateSize));
        action.CopyTo(actions.AsSpan(next * actionSize));
        taskRewards.CopyTo(rewards.AsSpan(next * tasks));
        nextState.CopyTo(nextStates.AsSpan(next * stateSize));
        ends[next] = isLast ? 1 : 0;
        next = (next + 1) % capacity;
        Count = Math.Min(Count + 1, capacity);
    }

    /// <summary>Draws a batch of transitions over up to several steps; the spans receive [batch, size] each.</summary>
    /// <param name="random">Numbers to draw by.</param>
    /// <param name="steps">Most steps from a state to its next state; fewer where the episode or the replay ends before.</param>
    /// <param name="discount">Discount of a step.</param>
    /// <param name="state">[batch, state].</param>
    /// <param name="action">[batch, A], in that state.</param>
    /// <param name="taskRewards">[batch, tasks]: discounted sums over the steps.</param>
    /// <param name="nextState">[batch, state], after the last step.</param>
    /// <param name="discounts">[batch]: discount of the next state's value, <c>discount^steps</c>; its length is the batch.</param>
    public void Draw(
        SeededRandom random, int steps, double discount, Span<float> state, Span<float> action, Span<float> taskRewards, Span<float> nextState, Span<float> discounts)
    {
        for (var row = 0; row < discounts.Length; row++)
        {
            var index = random.Next(Count);
            states.AsSpan(index * stateSize, stateSize).CopyTo(state[(row * stateSize)..]);
            actions.AsSpan(index * actionSize, actionSize).CopyTo(action[(row * actionSize)..]);
            (index, discounts[row]) = Sum(index, steps, discount, taskRewards.Slice(row * tasks, tasks));
            nextStates.AsSpan(index * stateSize, stateSize).CopyTo(nextState[(row * stateSize)..]);
        }
    }

    /// <summary>Adds the transitions held to what a checkpoint keeps.</summary>
    public void Describe(TrainingState state)
    {
        state.Add("replay_states", () => Held(states, stateSize), tensor => Restore(tensor, states, stateSize));
        state.Add("replay_next_states", () => Held(nextStates, stateSize), tensor => Restore(tensor, nextStates, stateSize));
        state.Add("replay_actions", () => Held(actions, actionSize), tensor => Restore(tensor, actions, actionSize));
        state.Add("replay_rewards", () => Held(rewards, tasks), tensor => Restore(tensor, rewards, tasks));
        state.Add("replay_ends", () => Held(ends, 1), tensor => Restore(tensor, ends, 1));
        state.Add("replay_next", () => next, value => next = (int)value % capacity);
    }

    // Sums rewards from a transition on; returns the last one taken in, and the discount of what comes after it.
    private (int Last, float Discount) Sum(int index, int steps, double discount, Span<float> sums)
    {
        sums.Clear();
        var weight = 1.0;
        for (var step = 1; ; step++)
        {
            var judged = rewards.AsSpan(index * tasks, tasks);
            for (var task = 0; task < tasks; task++)
            {
                sums[task] += (float)(weight * judged[task]);
            }

            weight *= discount;
            var following = (index + 1) % capacity;
            if (step == steps || ends[index] > 0 || following == next)
            {
                return (index, (float)weight);
            }

            index = following;
        }
    }

    private Tensor Held(float[] values, int columns) => tensor(values.AsSpan(0, Count * columns).ToArray());

    private void Restore(Tensor stored, float[] values, int columns)
    {
        var content = MemoryMarshal.Cast<byte, float>(stored.bytes);
        if (content.Length > values.Length || content.Length % columns != 0)
        {
            throw new InvalidDataException($"A checkpoint's replay holds {content.Length} values of {columns} columns, this one {values.Length}; use the options the run was begun with.");
        }

        content.CopyTo(values);
        Count = content.Length / columns;
    }
}
