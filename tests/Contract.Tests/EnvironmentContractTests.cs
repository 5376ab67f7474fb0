using GenRL.Data;
using GenRL.Robots;
using GenRL.Simulation;

namespace GenRL.Contract.Tests;

/// <summary>What every world promises, whatever the robot.</summary>
public class EnvironmentContractTests
{
    public static TheoryData<string> Domains => [.. Worlds.Domains];

    public static TheoryData<string, string> AllTasks
    {
        get
        {
            var all = new TheoryData<string, string>();
            foreach (string domain in Worlds.Domains)
            {
                using var world = Worlds.Create(domain, RenderPreset.Plain);
                foreach (string task in world.Tasks)
                {
                    all.Add(domain, task);
                }
            }

            return all;
        }
    }

    /// <summary>Worlds whose tasks reward a success once and nothing else, so that a random agent earns nothing most of the time.</summary>
    private static bool HasSparseRewards(string domain) => domain == "kitchen";

    private static void RandomAction(SeededRandom random, Span<float> action)
    {
        for (int i = 0; i < action.Length; i++)
        {
            action[i] = (float)random.Between(-1, 1);
        }
    }

    [Theory]
    [MemberData(nameof(Domains))]
    public void A_world_judges_every_task_of_the_catalogue_and_some_that_only_the_published_code_has(string domain)
    {
        using var world = Worlds.Create(domain, RenderPreset.Plain);
        string[] extra = domain switch
        {
            "cheetah" => ["run_backward", "flip", "flip_backward", "flipping"],
            "quadruped" => ["roll", "roll_fast"],
            _ => [],
        };
        Assert.Equal(TaskCatalogue.OfDomain(domain).Select(t => t.Task).Concat(extra).Order(), world.Tasks.Order());
        Assert.Equal(domain, world.Robot.Name);
    }

    [Theory]
    [MemberData(nameof(AllTasks))]
    public void Rewards_stay_between_zero_and_the_action_repeat_and_vary(string domain, string task)
    {
        using var world = Worlds.Create(domain, RenderPreset.Plain);
        int index = world.Tasks.ToList().IndexOf(task);
        var random = new SeededRandom(1);
        var action = new float[world.Robot.ActionSize];
        var rewards = new double[world.Tasks.Count];
        var seen = new HashSet<double>();
        for (ulong episode = 0; episode < 3; episode++)
        {
            world.Reset(episode);
            for (int step = 0; step < 60; step++)
            {
                RandomAction(random, action);
                world.Step(action, rewards);
                Assert.InRange(rewards[index], 0, world.Robot.ActionRepeat);
                seen.Add(rewards[index]);
            }
        }

        if (HasSparseRewards(domain))
        {
            Assert.Subset(new HashSet<double> { 0, 1 }, seen);
        }
        else
        {
            Assert.True(seen.Count > 10, $"{seen.Count} different rewards");
        }
    }

    [Theory]
    [MemberData(nameof(Domains))]
    public void The_same_seed_and_actions_give_the_same_episode_bit_for_bit(string domain) =>
        Assert.Equal(Record(domain, 4), Record(domain, 4));

    [Theory]
    [InlineData("walker")]
    [InlineData("stickman")]
    public void A_biped_starts_with_every_joint_anywhere_in_its_range_and_any_pitch(string domain)
    {
        using var world = Worlds.Create(domain, RenderPreset.Plain);
        double[][] poses = Starts(world, 400);
        Assert.All(poses, pose => Assert.Equal((0, 0), (pose[0], pose[1])));
        Covers(poses.Select(pose => pose[2]), -Math.PI, Math.PI);
        for (int i = 0; i < world.Robot.ActionSize; i++)
        {
            Covers(poses.Select(pose => pose[3 + i]), world.Robot.Joints[i].LowerRad, world.Robot.Joints[i].UpperRad);
        }

        static void Covers(IEnumerable<double> values, double lower, double upper)
        {
            double width = upper - lower;
            Assert.InRange(values.Min(), lower, lower + 0.03 * width);
            Assert.InRange(values.Max(), upper - 0.03 * width, upper);
            Assert.InRange(values.Average(), lower + 0.44 * width, upper - 0.44 * width);
        }
    }

    [Theory]
    [MemberData(nameof(Domains))]
    public void Different_seeds_are_observed_to_start_differently(string domain)
    {
        using var world = Worlds.Create(domain, RenderPreset.Plain);
        var state = new float[world.StateSize];
        Assert.Equal(50, Enumerable.Range(0, 50).Select(Observed).Distinct().Count());

        // the kitchen always starts in the same pose, and what its sensors say of it differs
        Assert.Equal(domain == "kitchen" ? 1 : 50, Starts(world, 50).Select(pose => string.Join(' ', pose)).Distinct().Count());

        string Observed(int seed)
        {
            world.Reset((ulong)seed);
            world.ReadState(state);
            return string.Join(' ', state);
        }
    }

    private static double[][] Starts(PhysicsEnvironment world, int count) => [.. Enumerable.Range(0, count).Select(seed =>
    {
        world.Reset((ulong)seed);
        var pose = new double[world.PoseSize];
        world.ReadPose(pose);
        return pose;
    })];

    [Theory]
    [MemberData(nameof(Domains))]
    public void Observations_are_finite_and_pixels_change_through_a_whole_episode(string domain)
    {
        using var world = Worlds.Create(domain, RenderPreset.Plain);
        var random = new SeededRandom(2);
        var action = new float[world.Robot.ActionSize];
        var rewards = new double[world.Tasks.Count];
        var state = new float[world.StateSize];
        byte[] frame = new byte[FrameFormat.Bytes], last = new byte[FrameFormat.Bytes];
        int changes = 0;
        world.Reset(9);
        for (int step = 0; step < world.EpisodeSteps; step++)
        {
            RandomAction(random, action);
            world.Step(action, rewards);
            world.ReadState(state);
            Assert.All(state, value => Assert.True(float.IsFinite(value)));
            if (step % 10 == 0)
            {
                world.ReadPixels(frame);
                changes += frame.AsSpan().SequenceEqual(last) ? 0 : 1;
                frame.CopyTo(last, 0);
                Assert.InRange(frame.Average(b => b), 10, 245);
            }
        }

        Assert.Equal(world.EpisodeSteps / 10, changes);
    }

    [Theory]
    [MemberData(nameof(Domains))]
    public void An_episode_lasts_a_thousand_control_steps_and_the_kitchen_s_280(string domain)
    {
        using var world = Worlds.Create(domain, RenderPreset.Plain);
        Assert.Equal(domain == "kitchen" ? 280 : 1000, world.EpisodeSteps * world.Robot.ActionRepeat);
        world.Reset(0);
        world.Step(new float[world.Robot.ActionSize], new double[world.Tasks.Count]);
        Assert.Equal(world.Robot.AgentPeriodS, world.TimeS, 9);
    }

    [Theory]
    [MemberData(nameof(Domains))]
    public void A_fast_robot_stays_inside_its_described_joint_speed_most_of_the_time(string domain)
    {
        using var world = Worlds.Create(domain, RenderPreset.Plain);
        var random = new SeededRandom(2);
        int joints = world.Robot.Joints.Count, within = 0, all = 0;
        var action = new float[world.Robot.ActionSize];
        double[] angles = new double[joints], speeds = new double[joints], torques = new double[joints];
        for (ulong episode = 0; episode < 5; episode++)
        {
            world.Reset(episode);
            for (int step = 0; step < 100; step++)
            {
                RandomAction(random, action);
                world.Step(action, new double[world.Tasks.Count]);
                world.ReadJoints(angles, speeds, torques);
                for (int i = 0; i < joints; i++, all++)
                {
                    within += Math.Abs(speeds[i]) <= world.Robot.Joints[i].VelocityRadPerS ? 1 : 0;
                    Assert.InRange(Math.Abs(torques[i]), 0, world.Robot.Joints[i].EffortNm * (1 + 1e-9));
                }
            }
        }

        Assert.True(within >= 0.999 * all, $"{all - within} of {all} joint speeds above the limit");
    }

    private static List<double> Record(string domain, ulong seed)
    {
        using var world = Worlds.Create(domain, RenderPreset.Smooth);
        var random = new SeededRandom(seed);
        var action = new float[world.Robot.ActionSize];
        var rewards = new double[world.Tasks.Count];
        var frame = new byte[FrameFormat.Bytes];
        var record = new List<double>();
        world.Reset(seed);
        for (int step = 0; step < 50; step++)
        {
            RandomAction(random, action);
            world.Step(action, rewards);
            record.AddRange(rewards);
        }

        var pose = new double[world.PoseSize];
        world.ReadPose(pose);
        world.ReadPixels(frame);
        record.AddRange(pose);
        record.AddRange(frame.Select(b => (double)b));
        return record;
    }
}
