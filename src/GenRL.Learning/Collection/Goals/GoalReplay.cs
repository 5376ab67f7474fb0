using GenRL.Data;
using GenRL.Learning.Checkpoints;
using static TorchSharp.torch;

namespace GenRL.Learning.Collection.Goals;

/// <summary>
/// All rows of all episodes of a goal explorer, in order: state, posture, the action that led there and the goal it was taken for.
/// Batches are transitions whose goal may have been replaced in hindsight.
/// </summary>
/// <param name="space">Measures closeness to a goal.</param>
/// <param name="stateSize">Numbers in a state.</param>
/// <param name="actionSize">Numbers in an action.</param>
public sealed class GoalReplay(PostureSpace space, int stateSize, int actionSize)
{
    private readonly List<float> states = [];
    private readonly List<float> postures = [];
    private readonly List<float> actions = [];
    private readonly List<float> goals = [];
    private readonly List<int> episodeEnds = [];

    /// <summary>Rows held, resets included.</summary>
    public int Rows => episodeEnds.Count;

    /// <summary>Numbers in the input of a policy: state, goal, and what is missing to the goal.</summary>
    public int InputSize => stateSize + (2 * space.Size);

    /// <summary>Adds the rows of an episode, which ends with the last of them.</summary>
    public void Add(GoalEpisodeRows rows)
    {
        states.AddRange(rows.States);
        postures.AddRange(rows.Postures);
        actions.AddRange(rows.Actions);
        goals.AddRange(rows.Goals);
        var length = rows.States.Length / stateSize;
        var end = Rows + length - 1;
        episodeEnds.AddRange(Enumerable.Repeat(end, length));
    }

    /// <summary>A posture seen before.</summary>
    public ReadOnlySpan<float> DrawPosture(SeededRandom random) => Row(postures, random.Next(Rows), space.Size);

    /// <summary>Draws transitions uniformly; the spans receive one row after the other.</summary>
    /// <param name="random">Decides which.</param>
    /// <param name="options">Batch size and how goals are replaced.</param>
    /// <param name="input">[N, <see cref="InputSize"/>], at the beginning of the transitions.</param>
    /// <param name="action">[N, A].</param>
    /// <param name="reward">[N], closeness of the posture reached to the goal.</param>
    /// <param name="nextInput">[N, <see cref="InputSize"/>], at the end of the transitions, for the same goals.</param>
    public void Draw(SeededRandom random, GoalOptions options, Span<float> input, Span<float> action, Span<float> reward, Span<float> nextInput)
    {
        for (var item = 0; item < options.Batch; item++)
        {
            var row = DrawTransition(random);
            var goal = DrawGoal(random, options, row);
            Row(actions, row, actionSize).CopyTo(action[(item * actionSize)..]);
            reward[item] = (float)space.Closeness(Row(postures, row, space.Size), goal);
            WriteInput(Row(states, row - 1, stateSize), Row(postures, row - 1, space.Size), goal, input.Slice(item * InputSize, InputSize));
            WriteInput(Row(states, row, stateSize), Row(postures, row, space.Size), goal, nextInput.Slice(item * InputSize, InputSize));
        }
    }

    /// <summary>Puts together what a policy sees.</summary>
    public void WriteInput(ReadOnlySpan<float> state, ReadOnlySpan<float> posture, ReadOnlySpan<float> goal, Span<float> input)
    {
        state.CopyTo(input);
        goal.CopyTo(input[stateSize..]);
        var missing = input[(stateSize + goal.Length)..];
        for (var index = 0; index < goal.Length; index++)
        {
            missing[index] = goal[index] - posture[index];
        }
    }

    /// <summary>Adds all rows to what a checkpoint keeps.</summary>
    public void Describe(TrainingState state)
    {
        Describe(state, "states", states);
        Describe(state, "postures", postures);
        Describe(state, "actions", actions);
        Describe(state, "goals", goals);
        state.Add("replay/lengths", () => tensor(Lengths()), stored => Restore(Floats(stored)));
    }

    // the row a transition leads to; the first row of an episode was led to by none
    private int DrawTransition(SeededRandom random)
    {
        while (true)
        {
            var row = 1 + random.Next(Rows - 1);
            if (episodeEnds[row] == episodeEnds[row - 1])
            {
                return row;
            }
        }
    }

    private ReadOnlySpan<float> DrawGoal(SeededRandom random, GoalOptions options, int row)
    {
        var choice = random.NextDouble();
        if (choice < options.HindsightShare)
        {
            var latest = Math.Min(episodeEnds[row], row + options.HindsightSteps);
            return Row(postures, row + random.Next(latest - row + 1), space.Size);
        }

        return Row(goals, choice < options.HindsightShare + options.ExchangedShare ? random.Next(Rows) : row, space.Size);
    }

    private float[] Lengths()
    {
        List<float> lengths = [];
        for (var row = 0; row < Rows; row = episodeEnds[row] + 1)
        {
            lengths.Add(episodeEnds[row] + 1 - row);
        }

        return [.. lengths];
    }

    private void Restore(float[] lengths)
    {
        episodeEnds.Clear();
        foreach (var length in lengths)
        {
            var end = Rows + (int)length - 1;
            episodeEnds.AddRange(Enumerable.Repeat(end, (int)length));
        }
    }

    private static void Describe(TrainingState state, string name, List<float> values) =>
        state.Add($"replay/{name}", () => tensor(values.ToArray()), stored => { values.Clear(); values.AddRange(Floats(stored)); });

    private static float[] Floats(Tensor stored) => stored.data<float>().ToArray();

    private static ReadOnlySpan<float> Row(List<float> values, int row, int size) =>
        System.Runtime.InteropServices.CollectionsMarshal.AsSpan(values).Slice(row * size, size);
}
