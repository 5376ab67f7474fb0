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
    private int next;

    /// <summary>Transitions held.</summary>
    public int Count { get; private set; }

    /// <summary>Adds a transition, over the oldest when full.</summary>
    public void Add(ReadOnlySpan<float> state, ReadOnlySpan<float> action, ReadOnlySpan<float> taskRewards, ReadOnlySpan<float> nextState)
    {
        state.CopyTo(states.AsSpan(next * stateSize));
        action.CopyTo(actions.AsSpan(next * actionSize));
        taskRewards.CopyTo(rewards.AsSpan(next * tasks));
        nextState.CopyTo(nextStates.AsSpan(next * stateSize));
        next = (next + 1) % capacity;
        Count = Math.Min(Count + 1, capacity);
    }

    /// <summary>Draws a batch; the spans receive [batch, size] each.</summary>
    public void Draw(SeededRandom random, int batch, Span<float> state, Span<float> action, Span<float> taskRewards, Span<float> nextState)
    {
        for (var row = 0; row < batch; row++)
        {
            var index = random.Next(Count);
            states.AsSpan(index * stateSize, stateSize).CopyTo(state[(row * stateSize)..]);
            actions.AsSpan(index * actionSize, actionSize).CopyTo(action[(row * actionSize)..]);
            rewards.AsSpan(index * tasks, tasks).CopyTo(taskRewards[(row * tasks)..]);
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
        state.Add("replay_next", () => next, value => next = (int)value % capacity);
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
