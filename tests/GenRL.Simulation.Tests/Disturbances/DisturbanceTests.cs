using GenRL.Robots;
using GenRL.Simulation.Disturbances;

namespace GenRL.Simulation.Tests.Disturbances;

public sealed class DisturbanceTests : IDisposable
{
    private readonly PhysicsEnvironment _world = Worlds.Create("walker", RenderPreset.Plain);

    public void Dispose() => _world.Dispose();

    [Fact]
    public void Pushes_come_at_their_mean_interval_last_as_long_as_they_should_and_have_their_force()
    {
        var pushes = new Pushes(new PushOptions { MeanIntervalS = 1, DurationS = 0.1, ForceN = 60 }, _world);
        pushes.Start(1);
        Span<double> force = _world.Data.Field<double>("xfrc_applied").Row(_world.Model.Id(MuJoCo.MjObject.Body, "torso"));
        int pushed = 0;
        for (int step = 0; step < 40_000; step++)
        {
            pushes.Step();
            double newtons = Math.Sqrt(force[0] * force[0] + force[1] * force[1]);
            Assert.True(newtons is 0 || Math.Abs(newtons - 60) < 1e-9, $"{newtons} N");
            Assert.Equal(0, force[2]);
            pushed += newtons > 0 ? 1 : 0;
        }

        // 1000 s: one push per 1.1 s in the mean, a tenth of a second each
        Assert.InRange(pushes.Count, 800, 1020);
        Assert.InRange(pushed, 4 * (pushes.Count - 1), 4 * pushes.Count);
    }

    [Fact]
    public void A_push_moves_the_robot()
    {
        using PhysicsEnvironment still = Worlds.Create("walker", RenderPreset.Plain);
        var pushes = new Pushes(new PushOptions { MeanIntervalS = 0.1, DurationS = 0.2, ForceN = 200 }, _world);
        _world.ResetTo(new double[9]);
        still.ResetTo(new double[9]);
        pushes.Start(2);
        for (int step = 0; step < 40; step++)
        {
            pushes.Step();
            _world.StepCommands(new double[6]);
            still.StepCommands(new double[6]);
        }

        Assert.True(pushes.Count > 0);
        Assert.True(Math.Abs(_world.Motion.TorsoXM - still.Motion.TorsoXM) > 0.05, $"{_world.Motion.TorsoXM} and {still.Motion.TorsoXM}");
    }

    [Fact]
    public void A_body_that_the_robot_does_not_have_is_refused_by_name() =>
        Assert.Contains("wing", Assert.Throws<ArgumentException>(() => new Pushes(new PushOptions { Body = "wing" }, _world)).Message, StringComparison.Ordinal);

    [Fact]
    public void Frames_are_lost_and_late_as_often_as_asked()
    {
        var fate = new FrameFate(new DisturbanceOptions { DroppedFrames = 0.2, LateFrames = 0.1, FrameDelayS = new(0.05, 0.15) });
        fate.Start(3);
        long[] delays = [.. Enumerable.Range(0, 20_000).Where(_ => !fate.Drops()).Select(_ => fate.DelayNs())];
        Assert.InRange(fate.Dropped, 3800, 4200);
        Assert.Equal(20_000 - fate.Dropped, delays.Length);
        long[] late = [.. delays.Where(delay => delay > 0)];
        Assert.InRange(late.Length, 1450, 1750);
        Assert.All(late, delay => Assert.InRange(delay, 50_000_000, 150_000_000));
    }

    [Fact]
    public void Late_frames_come_in_order_when_their_time_has_come()
    {
        var frames = new LateFrames(longestDelayS: 0.2, framePeriodS: 0.05);
        var picture = new byte[FrameFormat.Bytes];
        for (byte i = 0; i < 5; i++)
        {
            Array.Fill(picture, i);
            // the first one waits longest, and the others for it
            frames.Add(picture, stampNs: i, dueNs: i == 0 ? 100 : 10 + i);
        }

        Assert.False(frames.TryTake(99, picture, out _));
        for (byte i = 0; i < 5; i++)
        {
            Assert.True(frames.TryTake(100, picture, out long stamp));
            Assert.Equal((i, i, i), (stamp, picture[0], picture[^1]));
        }

        Assert.False(frames.TryTake(1000, picture, out _));
        Assert.Equal(5, frames.Late);
    }

    [Fact]
    public void Noise_has_no_bias_and_the_deviation_asked_for()
    {
        var noise = new SensorNoise(new DisturbanceOptions { JointPositionNoise = 0.01, JointVelocityNoise = 0.5, CameraNoise = 8 });
        noise.Start(4);
        double[] positions = new double[20_000], velocities = new double[20_000];
        noise.AddToJoints(positions, velocities);
        byte[] picture = new byte[FrameFormat.Bytes];
        Array.Fill(picture, (byte)128);
        noise.AddToFrame(picture);
        Spread(positions, 0, 0.01);
        Spread(velocities, 0, 0.5);
        Spread([.. picture.Select(value => (double)value)], 128, 8);
        Assert.Equal((1, 1), (noise.Frames, noise.JointStates));

        static void Spread(double[] values, double mean, double deviation)
        {
            Assert.Equal(mean, values.Average(), deviation / 20);
            Assert.Equal(deviation, Math.Sqrt(values.Average(value => (value - values.Average()) * (value - values.Average()))), deviation / 20);
        }
    }

    [Fact]
    public void Values_without_meaning_are_refused_by_name()
    {
        Refused(new() { DroppedFrames = 1.1 }, "dropped_frames");
        Refused(new() { LateFrames = double.NaN }, "late_frames");
        Refused(new() { FrameDelayS = new(0.2, 0.1) }, "frame_delay_s");
        Refused(new() { FrameDelayS = new(0, 1e9) }, "frame_delay_s");
        Refused(new() { JointPositionNoise = -1 }, "joint_position_noise");
        Refused(new() { JointVelocityNoise = double.PositiveInfinity }, "joint_velocity_noise");
        Refused(new() { CameraNoise = 256 }, "camera_noise");
        Refused(new() { Push = new() { MeanIntervalS = 0 } }, "push.mean_interval_s");
        Refused(new() { Push = new() { DurationS = double.NaN } }, "push.duration_s");
        Refused(new() { Push = new() { ForceN = -5 } }, "push.force_n");
        new DisturbanceOptions().Validate();

        static void Refused(DisturbanceOptions options, string name) =>
            Assert.Contains(name, Assert.Throws<ArgumentException>(options.Validate).Message, StringComparison.Ordinal);
    }
}
