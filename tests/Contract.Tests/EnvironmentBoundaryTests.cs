using GenRL.Robots;
using GenRL.Simulation;

namespace GenRL.Contract.Tests;

/// <summary>What goes into every world and comes out of it: limits, refusals, redrawing, threads, memory.</summary>
public class EnvironmentBoundaryTests
{
    public static TheoryData<string> Domains => [.. Worlds.Domains];

    private static PhysicsEnvironment World(string domain, RenderPreset preset = RenderPreset.Plain) => Worlds.Create(domain, preset);

    private static float[] Pattern(int size) => [.. Enumerable.Range(0, size).Select(i => (i % 3 - 1) * 0.9f + 0.05f * (i % 2))];

    private static double[] RollOut(PhysicsEnvironment world, float[] action)
    {
        world.Reset(5);
        for (int step = 0; step < 10; step++)
        {
            world.Step(action, new double[world.Tasks.Count]);
        }

        return Pose(world);
    }

    private static double[] Pose(PhysicsEnvironment world)
    {
        var pose = new double[world.PoseSize];
        world.ReadPose(pose);
        return pose;
    }

    [Theory]
    [MemberData(nameof(Domains))]
    public void Actions_outside_the_range_are_clipped(string domain)
    {
        using var world = World(domain);
        float[] full = [.. Enumerable.Range(0, world.Robot.ActionSize).Select(i => i % 2 == 0 ? 1f : -1f)];
        float[] beyond = [.. full.Select((value, i) => value * (i == 3 ? float.MaxValue : 1.5f + i))];
        Assert.Equal(RollOut(world, full), RollOut(world, beyond));
        Assert.NotEqual(RollOut(world, full), RollOut(world, [.. full.Select((value, i) => i == 0 ? 0.5f : value)]));
    }

    /// <summary>Worlds whose actions are fractions of the commands' ranges; the kitchen's are velocities, its commands positions.</summary>
    public static TheoryData<string> DomainsWithProportionalActions => [.. Worlds.Domains.Except(["kitchen"])];

    [Theory]
    [MemberData(nameof(DomainsWithProportionalActions))]
    public void Commands_do_what_the_matching_action_does(string domain)
    {
        using var world = World(domain);
        float[] action = Pattern(world.Robot.ActionSize);
        double[] byAction = RollOut(world, action);
        double[] commands = [.. world.Robot.Commands.Select((command, i) => command.Lower + (action[i] + 1.0) / 2 * (command.Upper - command.Lower))];
        world.Reset(5);
        for (int step = 0; step < 20; step++)
        {
            world.StepCommands(commands);
        }

        double[] pose = Pose(world);
        Assert.All(byAction.Zip(pose), pair => Assert.Equal(pair.First, pair.Second, 6));
        int joints = world.Robot.Joints.Count;
        double[] angles = new double[joints], speeds = new double[joints], measured = new double[joints];
        world.ReadJoints(angles, speeds, measured);
        Assert.Equal(pose[^joints..], angles);
        if (world.Robot.IsTorqueDriven)
        {
            Assert.All(commands.Zip(measured), pair => Assert.Equal(pair.First, pair.Second, 6));
        }
    }

    [Theory]
    [MemberData(nameof(Domains))]
    public void Commands_beyond_their_range_are_clipped(string domain)
    {
        using var world = World(domain);
        world.Reset(5);
        world.StepCommands([.. Enumerable.Repeat(1e6, world.Robot.ActionSize)]);
        double[] clipped = Pose(world);
        world.Reset(5);
        world.StepCommands([.. world.Robot.Commands.Select(command => command.Upper)]);
        Assert.Equal(Pose(world), clipped);
        if (world.Robot.IsTorqueDriven)
        {
            int joints = world.Robot.Joints.Count;
            double[] angles = new double[joints], speeds = new double[joints], torques = new double[joints];
            world.ReadJoints(angles, speeds, torques);
            Assert.Equal(world.Robot.Joints.Select(joint => joint.EffortNm), torques);
        }
    }

    public static TheoryData<string, float> DomainsAndBadNumbers
    {
        get
        {
            var all = new TheoryData<string, float>();
            foreach (string domain in Worlds.Domains)
            {
                all.Add(domain, float.NaN);
                all.Add(domain, float.PositiveInfinity);
            }

            return all;
        }
    }

    [Theory]
    [MemberData(nameof(DomainsAndBadNumbers))]
    public void A_control_that_is_not_finite_is_refused_wherever_it_stands_and_changes_nothing(string domain, float bad)
    {
        using var world = World(domain);
        world.Reset(1);
        double[] before = Pose(world);
        for (int entry = 0; entry < world.Robot.ActionSize; entry++)
        {
            float[] action = Pattern(world.Robot.ActionSize);
            action[entry] = bad;
            var error = Assert.Throws<ArgumentException>(() => world.Step(action, new double[world.Tasks.Count]));
            Assert.Contains($"Action {entry} is", error.Message, StringComparison.Ordinal);
            Assert.Throws<ArgumentException>(() => world.StepCommands([.. action.Select(value => (double)value)]));
        }

        Assert.Equal(0, world.TimeS);
        Assert.Equal(before, Pose(world));
    }

    [Theory]
    [MemberData(nameof(Domains))]
    public void Wrong_lengths_and_poses_are_refused(string domain)
    {
        using var world = World(domain);
        int actions = world.Robot.ActionSize, tasks = world.Tasks.Count;
        Assert.Throws<ArgumentException>(() => world.Step(new float[actions - 1], new double[tasks]));
        Assert.Throws<ArgumentException>(() => world.Step(new float[actions], new double[tasks - 1]));
        Assert.Throws<ArgumentException>(() => world.StepCommands(new double[actions + 1]));
        Assert.Throws<ArgumentException>(() => world.ResetTo(new double[world.PoseSize - 1]));
        Assert.Throws<ArgumentException>(() => world.ResetTo([.. Enumerable.Range(0, world.PoseSize).Select(i => i == 2 ? double.NaN : 0)]));
        Assert.Throws<ArgumentException>(() => world.ReadPixels(new byte[10]));
        Assert.Throws<ArgumentException>(() => world.ReadState(new float[world.StateSize + 1]));
    }

    [Theory]
    [MemberData(nameof(Domains))]
    public void A_recorded_pose_is_redrawn_exactly(string domain)
    {
        foreach (RenderPreset preset in new[] { RenderPreset.Plain, RenderPreset.Smooth })
        {
            using PhysicsEnvironment live = World(domain, preset), replay = World(domain, preset);
            float[] action = Pattern(live.Robot.ActionSize);
            live.Reset(11);
            byte[] seen = new byte[FrameFormat.Bytes], redrawn = new byte[FrameFormat.Bytes];
            for (int step = 0; step < 15; step++)
            {
                live.Step(action, new double[live.Tasks.Count]);
                live.ReadPixels(seen);
                replay.RenderPose(Pose(live), redrawn);
                Assert.Equal(seen, redrawn);
            }
        }
    }

    [Theory]
    [MemberData(nameof(Domains))]
    public void Without_reading_pixels_a_world_may_be_used_and_disposed_on_other_threads(string domain)
    {
        PhysicsEnvironment world = World(domain);
        Exception? error = null;
        var thread = new Thread(() => error = Record.Exception(() =>
        {
            world.Step(new float[world.Robot.ActionSize], new double[world.Tasks.Count]);
            world.Dispose();
        }));
        thread.Start();
        thread.Join();
        Assert.Null(error);
    }

    [Theory]
    [MemberData(nameof(Domains))]
    public void Stepping_and_drawing_allocate_nothing(string domain)
    {
        using var world = World(domain);
        float[] action = Pattern(world.Robot.ActionSize), state = new float[world.StateSize];
        var rewards = new double[world.Tasks.Count];
        var frame = new byte[FrameFormat.Bytes];
        OneStep();
        long before = GC.GetAllocatedBytesForCurrentThread();
        for (int step = 0; step < 20; step++)
        {
            OneStep();
        }

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        void OneStep()
        {
            world.Step(action, rewards);
            world.ReadPixels(frame);
            world.ReadState(state);
        }
    }
}
