using GenRL.Robots;
using GenRL.Simulation.Walker;

namespace GenRL.Simulation.Tests;

public sealed class WalkerEnvironmentTests : IDisposable
{
    private readonly WalkerEnvironment _walker = new(RenderPreset.Plain);

    public void Dispose() => _walker.Dispose();

    [Fact]
    public void A_reset_on_the_ground_touches_it_in_many_poses()
    {
        var heights = new List<double>();
        for (ulong seed = 0; seed < 200; seed++)
        {
            _walker.ResetOnGround(seed);
            heights.Add(_walker.Physics.TorsoHeight);
            Assert.InRange(_walker.LowestPointM(), -1e-9, 1e-9);
            Assert.InRange(_walker.Physics.TorsoUpright, 0.3, 1);
        }

        Assert.True(heights.Max() - heights.Min() > 0.7, $"{heights.Min()}..{heights.Max()}");
    }

    [Fact]
    public void A_reset_starts_at_rest_at_time_zero()
    {
        _walker.Step([1, 1, 1, 1, 1, 1], new double[9]);
        _walker.Reset(3);
        Assert.Equal(0, _walker.TimeS);
        var state = new float[_walker.StateSize];
        _walker.ReadState(state);
        Assert.Equal(24, state.Length);
        Assert.Equal(1.3f, state[14], 6);
        Assert.All(state[15..], velocity => Assert.Equal(0, velocity));
    }

    [Fact]
    public void The_observation_lists_orientations_then_height_then_velocities()
    {
        _walker.ResetTo([-0.1, 0, 0.3, 0, 0, 0, 0, 0, 0]);
        _walker.Data.Field<double>("qvel")[4] = 2.5;
        _walker.Data.Forward();
        var state = new float[24];
        _walker.ReadState(state);
        Assert.Equal(MathF.Cos(0.3f), state[0], 5);
        Assert.Equal(MathF.Sin(0.3f), state[1], 5);
        Assert.Equal(1.2f, state[14], 5);
        Assert.Equal(2.5f, state[19], 5);
    }

    [Fact]
    public void A_simulation_that_diverges_says_so_and_recovers_at_the_next_reset()
    {
        _walker.Data.Field<double>("qvel")[3] = double.NaN;
        var error = Assert.Throws<InvalidOperationException>(() => _walker.Step(new float[6], new double[9]));
        Assert.Contains("walker simulation diverged", error.Message, StringComparison.Ordinal);
        _walker.Reset(1);
        _walker.Step(new float[6], new double[9]);
    }

    [Fact]
    public void Presets_differ_in_look_but_show_the_same_scene()
    {
        byte[][] frames = [.. Enum.GetValues<RenderPreset>().Select(preset =>
        {
            using var walker = new WalkerEnvironment(preset);
            var frame = new byte[FrameFormat.Bytes];
            walker.RenderPose([.. WalkerEnvironment.StandingPose], frame);
            return frame;
        })];
        Assert.InRange(MeanDifference(frames[0], frames[1]), 0.2, 8);
        Assert.InRange(MeanDifference(frames[1], frames[2]), 0.2, 30);
        Assert.All(frames, frame => Assert.True(Red(frame, 20, 32) > 120 && Red(frame, 20, 5) < 90, "an orange robot before a dark sky"));
        Assert.All(frames, frame => Assert.True(Blue(frame, 58, 5) > Red(frame, 58, 5), "a blue floor at the bottom"));
        static byte Red(byte[] frame, int row, int column) => frame[row * 64 + column];
        static byte Blue(byte[] frame, int row, int column) => frame[2 * 4096 + row * 64 + column];
        static double MeanDifference(byte[] a, byte[] b) => a.Zip(b).Average(pair => Math.Abs(pair.First - pair.Second));
    }

    [Fact]
    public void An_unknown_domain_is_refused_with_the_known_ones() =>
        Assert.Contains("walker", Assert.Throws<ArgumentException>(() => Worlds.Create("centaur", RenderPreset.Plain)).Message, StringComparison.Ordinal);
}
