using System.Text.Json;
using GenRL.Data;
using GenRL.Learning.Behaviours;
using GenRL.Learning.WorldModels;
using static TorchSharp.torch;

namespace GenRL.Learning.Tests.Behaviours;

public class ImaginedVersusRealTests
{
    private static readonly int[] Steps = [1, 4, 8];

    [Fact]
    public void A_perfect_model_agrees_with_the_simulator_for_any_actions()
    {
        ImaginedVersusRealTable table = Measure(optimism: 0);
        Assert.Equal(6, table.Rows.Count);
        Assert.All(table.Rows, row => Assert.Equal(row.RealExecuted, row.ImaginedExecuted, 1e-4));
        Assert.All(table.Rows, row => Assert.Equal(row.RealPolicy, row.ImaginedPolicy, 1e-4));
        Assert.All(table.Rows, row => Assert.Equal(1, row.CorrelationExecuted!.Value, 1e-3));
        Assert.Equal(0, table.ReplayError, 1e-6);
    }

    [Fact]
    public void A_model_that_flatters_the_policys_actions_is_found_out()
    {
        ImaginedVersusRealTable table = Measure(optimism: 0.05);
        ImaginedVersusRealRow late = table.Rows.Single(row => row.Task == "right" && row.Steps == 8);
        Assert.Equal(late.RealExecuted, late.ImaginedExecuted, 1e-4);
        Assert.Equal(8 * 0.05, late.Exploitation, 1e-3);
        ImaginedVersusRealRow early = table.Rows.Single(row => row.Task == "right" && row.Steps == 1);
        Assert.Equal(0.05, early.Exploitation, 1e-3);
    }

    [Fact]
    public void The_policy_moves_the_simulator_from_the_recorded_states()
    {
        ImaginedVersusRealTable table = Measure(optimism: 0);
        double At(int step) => table.Rows.Single(row => row.Task == "right" && row.Steps == step).RealPolicy;
        // the policy always pushes right with 0.99, so x grows by 0.099 a step
        Assert.Equal(3 * 0.099, At(4) - At(1), 1e-4);
        Assert.Equal(4 * 0.099, At(8) - At(4), 1e-4);
    }

    [Fact]
    public void The_table_averages_and_correlates_over_start_states()
    {
        double[,,] imagined = { { { 1 }, { 2 } }, { { 3 }, { 4 } }, { { 5 }, { 9 } } };
        double[,,] real = { { { 2 }, { 7 } }, { { 4 }, { 7 } }, { { 6 }, { 7 } } };
        var table = ImaginedVersusRealTable.From(new RewardTraces(imagined, real, real, imagined), ["stand"], [1, 2]);
        ImaginedVersusRealRow first = table.Rows[0];
        Assert.Equal((3.0, 4.0, 1.0), (first.ImaginedExecuted, first.RealExecuted, Math.Round(first.CorrelationExecuted!.Value, 9)));
        Assert.Equal(1, first.Exploitation, 9);
        Assert.Null(table.Rows[1].CorrelationExecuted);
        Assert.Equal(5, table.Rows[1].RealPolicy, 9);
    }

    [Fact]
    public void The_table_is_written_as_json_and_as_text()
    {
        ImaginedVersusRealTable table = Measure(optimism: 0.05);
        using JsonDocument json = JsonDocument.Parse(table.ToJson());
        Assert.Equal(table.Starts, json.RootElement.GetProperty("starts").GetInt32());
        JsonElement row = json.RootElement.GetProperty("rows")[2];
        Assert.Equal(("right", 8), (row.GetProperty("task").GetString(), row.GetProperty("steps").GetInt32()));
        Assert.Equal(0.4, row.GetProperty("exploitation").GetDouble(), 1e-3);
        Assert.Contains("right", table.ToText(), StringComparison.Ordinal);
        Assert.Equal(table.Rows.Count + 2, table.ToText().Trim().Split('\n').Length);
    }

    [Fact]
    public void Episodes_of_another_simulator_are_refused()
    {
        using var environment = new LineEnvironment { RewardError = 0.5 };
        var error = Assert.Throws<InvalidDataException>(() => Measure(0, environment));
        Assert.Contains("another simulator", error.Message, StringComparison.Ordinal);

        var other = new PoseEpisode(new PoseEpisodeDetails("walker", "walk", ["right", "left"], 1, "test"), 2, new double[4], new float[2], new float[4]);
        using var line = new LineEnvironment();
        Assert.Throws<InvalidDataException>(() => Diagnostic(0, line).Measure([other], 1, Steps));
    }

    [Fact]
    public void Episodes_shorter_than_the_horizon_are_refused()
    {
        using var environment = new LineEnvironment();
        Assert.Throws<ArgumentException>(() => Diagnostic(0, environment).Measure([Episode(1, 6)], 3, Steps));
    }

    [Theory]
    [InlineData(100, 24, 5)]
    [InlineData(34, 24, 5)]
    [InlineData(25, 24, 3)]
    [InlineData(24, 24, 3)]
    public void Start_times_leave_room_for_the_horizon(int length, int horizon, int count)
    {
        int[] times = ImaginedVersusReal.Times(length, horizon, count);
        Assert.All(times, time => Assert.InRange(time, 0, length - 1 - horizon));
        Assert.Equal(times.Distinct().Order(), times);
        Assert.Equal(length > horizon, times.Length > 0);
    }

    [Fact]
    public void Mismatched_names_and_steps_are_refused()
    {
        var traces = new RewardTraces(new double[1, 2, 1], new double[1, 2, 1], new double[1, 2, 1], new double[1, 2, 1]);
        Assert.Throws<ArgumentException>(() => ImaginedVersusRealTable.From(traces, ["a", "b"], [1]));
        Assert.Throws<ArgumentException>(() => ImaginedVersusRealTable.From(traces, ["a"], [3]));
    }

    private static ImaginedVersusRealTable Measure(double optimism)
    {
        using var environment = new LineEnvironment();
        return Measure(optimism, environment);
    }

    private static ImaginedVersusRealTable Measure(double optimism, LineEnvironment environment) =>
        Diagnostic(optimism, environment).Measure([Episode(1, 30), Episode(2, 40)], startsPerEpisode: 4, Steps);

    private static ImaginedVersusReal Diagnostic(double optimism, LineEnvironment environment) => new(
        new LineModel(optimism), new LineModel(optimism), feature => cat(new[] { feature, -feature }, -1),
        feature => full(feature.shape[0], 1, 0.99f), environment);

    /// <summary>Random actions well inside the range, so that they differ from the policy's.</summary>
    private static PoseEpisode Episode(ulong seed, int length)
    {
        using var environment = new LineEnvironment();
        var random = new Random((int)seed);
        var pose = new double[length];
        var action = new float[length];
        var rewards = new float[length * 2];
        environment.Reset(seed);
        environment.ReadPose(pose.AsSpan(0, 1));
        var reward = new double[2];
        for (int t = 1; t < length; t++)
        {
            action[t] = (float)(random.NextDouble() - 0.5);
            environment.Step(action.AsSpan(t, 1), reward);
            environment.ReadPose(pose.AsSpan(t, 1));
            (rewards[2 * t], rewards[(2 * t) + 1]) = ((float)reward[0], (float)reward[1]);
        }
        return new PoseEpisode(new PoseEpisodeDetails("line", "random", ["right", "left"], seed, "test"), length, pose, action, rewards);
    }

    /// <summary>Knows the line, but believes that actions above 0.9 carry further than they do.</summary>
    private sealed class LineModel(double optimism) : IImaginedWorld, IPerception
    {
        public LatentState Initial(long batch) => State(zeros(batch, 1));

        public LatentState Imagine(LatentState previous, Tensor action) =>
            State(previous.Deter + (0.1 * action) + (optimism * (action > 0.9).to_type(ScalarType.Float32)));

        public LatentState Observe(LatentState previous, Tensor action, Tensor frames)
        {
            byte[] bytes = frames.flatten().data<byte>().ToArray();
            return State(full(1, 1, BitConverter.ToSingle(bytes, 0)));
        }

        public Tensor Feature(LatentState state) => state.Deter;

        public Tensor RewardFeature(Tensor stoch) => stoch.flatten(-2, -1);

        public Tensor PriorDisagreement(Tensor deter) => zeros(deter.shape[0]);

        private static LatentState State(Tensor position) => new(zeros(position.shape[0], 1, 1), position, zeros(position.shape[0], 1, 1));
    }
}
