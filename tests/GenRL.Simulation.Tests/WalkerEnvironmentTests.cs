using GenRL.Robots;
using GenRL.Simulation.Walker;

namespace GenRL.Simulation.Tests;

public sealed class WalkerEnvironmentTests : IDisposable
{
    private readonly WalkerEnvironment _walker = new(RenderPreset.Plain);

    public void Dispose() => _walker.Dispose();

    [Fact]
    public void Resets_draw_every_limited_joint_from_its_whole_range_and_the_pitch_from_a_full_turn()
    {
        var poses = Enumerable.Range(0, 400).Select(seed =>
        {
            _walker.Reset((ulong)seed);
            var pose = new double[9];
            _walker.ReadPose(pose);
            return pose;
        }).ToList();
        Assert.All(poses, pose => Assert.Equal((0, 0), (pose[0], pose[1])));
        Covers(poses.Select(p => p[2]), -Math.PI, Math.PI);
        for (int i = 0; i < 6; i++)
        {
            Covers(poses.Select(p => p[3 + i]), _walker.Robot.Joints[i].LowerRad, _walker.Robot.Joints[i].UpperRad);
        }

        static void Covers(IEnumerable<double> values, double lower, double upper)
        {
            double width = upper - lower;
            Assert.InRange(values.Min(), lower, lower + 0.03 * width);
            Assert.InRange(values.Max(), upper - 0.03 * width, upper);
            Assert.InRange(values.Average(), lower + 0.44 * width, upper - 0.44 * width);
        }
    }

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
    public void Actions_outside_the_range_are_clipped()
    {
        Assert.Equal(RollOut([1, -1, 1, -1, 1, -1]), RollOut([7, -3, 1.5f, -100, 1, float.MinValue]));
        Assert.NotEqual(RollOut([1, -1, 1, -1, 1, -1]), RollOut([.5f, -1, 1, -1, 1, -1]));
    }

    [Fact]
    public void Torques_do_what_the_matching_action_does()
    {
        double[] byAction = RollOut([.5f, -.25f, .5f, -1, 1, .1f]);
        _walker.Reset(5);
        for (int i = 0; i < 20; i++)
        {
            _walker.StepTorques([50, -12.5, 10, -100, 50, 20 * (double).1f]);
        }

        var pose = new double[9];
        _walker.ReadPose(pose);
        Assert.All(byAction.Zip(pose), pair => Assert.Equal(pair.First, pair.Second, 6));
        double[] angles = new double[6], speeds = new double[6], torques = new double[6];
        _walker.ReadJoints(angles, speeds, torques);
        Assert.Equal(pose[3..], angles);
        Assert.Equal(-100, torques[3], 9);
    }

    private double[] RollOut(float[] action)
    {
        _walker.Reset(5);
        for (int i = 0; i < 10; i++)
        {
            _walker.Step(action, new double[9]);
        }

        var pose = new double[9];
        _walker.ReadPose(pose);
        return pose;
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public void An_action_that_is_not_finite_is_refused_and_changes_nothing(float bad)
    {
        _walker.Reset(1);
        var error = Assert.Throws<ArgumentException>(() => _walker.Step([0, 0, bad, 0, 0, 0], new double[9]));
        Assert.Contains("Action 2", error.Message, StringComparison.Ordinal);
        Assert.Equal(0, _walker.TimeS);
        Assert.Throws<ArgumentException>(() => _walker.StepTorques([0, 0, 0, bad, 0, 0]));
        Assert.Equal(0, _walker.TimeS);
    }

    [Fact]
    public void Wrong_lengths_and_poses_are_refused()
    {
        Assert.Throws<ArgumentException>(() => _walker.Step(new float[5], new double[9]));
        Assert.Throws<ArgumentException>(() => _walker.Step(new float[6], new double[8]));
        Assert.Throws<ArgumentException>(() => _walker.ResetTo(new double[8]));
        Assert.Throws<ArgumentException>(() => _walker.ResetTo([0, 0, double.NaN, 0, 0, 0, 0, 0, 0]));
        Assert.Throws<ArgumentException>(() => _walker.ReadPixels(new byte[10]));
        Assert.Throws<ArgumentException>(() => _walker.ReadState(new float[10]));
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

    [Theory]
    [InlineData(RenderPreset.Plain)]
    [InlineData(RenderPreset.Smooth)]
    public void A_recorded_pose_is_redrawn_exactly(RenderPreset preset)
    {
        using var live = new WalkerEnvironment(preset);
        using var replay = new WalkerEnvironment(preset);
        live.Reset(11);
        byte[] seen = new byte[FrameFormat.Bytes], redrawn = new byte[FrameFormat.Bytes];
        for (int i = 0; i < 15; i++)
        {
            live.Step([.3f, -.5f, .1f, .9f, -.2f, 0], new double[9]);
            live.ReadPixels(seen);
            var pose = new double[9];
            live.ReadPose(pose);
            replay.RenderPose(pose, redrawn);
            Assert.Equal(seen, redrawn);
        }
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
    public void Without_reading_pixels_an_environment_may_be_used_and_disposed_on_other_threads()
    {
        var walker = new WalkerEnvironment(RenderPreset.Plain);
        Exception? error = null;
        var thread = new Thread(() => error = Record.Exception(() =>
        {
            walker.Step(new float[6], new double[9]);
            walker.Dispose();
        }));
        thread.Start();
        thread.Join();
        Assert.Null(error);
    }

    [Fact]
    public void Stepping_and_drawing_allocate_nothing()
    {
        var action = new float[] { .3f, -.5f, .1f, .9f, -.2f, 0 };
        var rewards = new double[9];
        var frame = new byte[FrameFormat.Bytes];
        var state = new float[24];
        OneStep();
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int i = 0; i < 20; i++)
        {
            OneStep();
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        void OneStep()
        {
            _walker.Step(action, rewards);
            _walker.ReadPixels(frame);
            _walker.ReadState(state);
        }
    }

    [Fact]
    public void An_unknown_domain_is_refused_with_the_known_ones() =>
        Assert.Contains("walker", Assert.Throws<ArgumentException>(() => Worlds.Create("centaur", RenderPreset.Plain)).Message, StringComparison.Ordinal);
}
