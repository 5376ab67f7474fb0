using GenRL.Robots;
using GenRL.Simulation.Exploration;
using GenRL.Simulation.Walker;

namespace GenRL.Simulation.Tests;

public sealed class ExplorerTests : IDisposable
{
    private readonly WalkerEnvironment _walker = new(RenderPreset.Plain);

    public void Dispose() => _walker.Dispose();

    private IExplorer Make(string name) => name switch
    {
        "uniform" => new UniformExplorer(),
        "ornstein" => new OrnsteinUhlenbeckExplorer(),
        _ => new PoseExplorer(_walker.Robot),
    };

    private List<float[]> Play(IExplorer explorer, ulong seed, int steps, Action<float[]>? watch = null)
    {
        var actions = new List<float[]>();
        _walker.Reset(seed);
        explorer.Begin(seed);
        for (int step = 0; step < steps; step++)
        {
            var action = new float[6];
            explorer.Act(_walker, action);
            _walker.Step(action, new double[9]);
            actions.Add(action);
            watch?.Invoke(action);
        }

        return actions;
    }

    [Theory]
    [InlineData("uniform")]
    [InlineData("ornstein")]
    [InlineData("poses")]
    public void Actions_are_in_range_depend_on_the_seed_alone_and_vary(string name)
    {
        IExplorer explorer = Make(name);
        List<float[]> first = Play(explorer, 3, 200), second = Play(explorer, 3, 200), other = Play(explorer, 4, 200);
        Assert.All(first.SelectMany(a => a), value => Assert.InRange(value, -1, 1));
        Assert.Equal(first.SelectMany(a => a), second.SelectMany(a => a));
        Assert.NotEqual(first.SelectMany(a => a), other.SelectMany(a => a));
        for (int i = 0; i < 6; i++)
        {
            Assert.True(first.Select(a => a[i]).Distinct().Count() > 20);
        }
    }

    [Theory]
    [InlineData("cheetah")]
    [InlineData("quadruped")]
    public void Poses_move_robots_of_other_builds_too_and_the_seed_alone_decides(string domain)
    {
        using PhysicsEnvironment world = Worlds.Create(domain, RenderPreset.Plain);
        Assert.Equal(Poses(2), Poses(2));
        Assert.NotEqual(Poses(2), Poses(3));

        List<float> Poses(ulong seed)
        {
            var explorer = new PoseExplorer(world.Robot, new PoseExplorerOptions { MaxNoise = 0, RandomShare = 0 });
            var (action, all) = (new float[world.Robot.ActionSize], new List<float>());
            world.Reset(seed);
            explorer.Begin(seed);
            for (int step = 0; step < 100; step++)
            {
                explorer.Act(world, action);
                world.Step(action, new double[world.Tasks.Count]);
                all.AddRange(action);
                for (int i = 0; i < action.Length && !world.Robot.IsTorqueDriven; i++)
                {
                    CommandDescription command = world.Robot.Commands[i];
                    Assert.Equal(explorer.TargetRad[i], command.Lower + (action[i] + 1) / 2 * (command.Upper - command.Lower), 5);
                }
            }

            Assert.True(all.Distinct().Count() > 20);
            return all;
        }
    }

    [Fact]
    public void The_two_sides_of_a_quadruped_often_hold_the_same_pose()
    {
        using PhysicsEnvironment world = Worlds.Create("quadruped", RenderPreset.Plain);
        var explorer = new PoseExplorer(world.Robot, new PoseExplorerOptions { SymmetricShare = 1 });
        explorer.Begin(1);
        explorer.Act(world, new float[12]);

        // front left and right, then back right and left
        Assert.Equal(explorer.TargetRad[..3].ToArray(), explorer.TargetRad[3..6].ToArray());
        Assert.Equal(explorer.TargetRad[6..9].ToArray(), explorer.TargetRad[9..].ToArray());
        Assert.NotEqual(explorer.TargetRad[..3].ToArray(), explorer.TargetRad[6..9].ToArray());
    }

    [Fact]
    public void Slow_noise_is_correlated_and_uniform_noise_is_not()
    {
        Assert.InRange(Correlation(new OrnsteinUhlenbeckExplorer()), 0.6, 0.95);
        Assert.InRange(Correlation(new UniformExplorer()), -0.1, 0.1);

        double Correlation(IExplorer explorer)
        {
            double[] values = [.. Play(explorer, 1, 1000).Select(a => (double)a[0])];
            return values.Skip(1).Zip(values).Sum(p => p.First * p.Second) / values.Sum(v => v * v);
        }
    }

    [Fact]
    public void Poses_are_held_between_eight_and_fifty_steps_inside_the_joint_limits()
    {
        var explorer = new PoseExplorer(_walker.Robot);
        var targets = new List<string>();
        Play(explorer, 2, 2000, _ =>
        {
            targets.Add(string.Join(' ', explorer.TargetRad.ToArray()));
            for (int i = 0; i < 6; i++)
            {
                Assert.InRange(explorer.TargetRad[i], _walker.Robot.Joints[i].LowerRad, _walker.Robot.Joints[i].UpperRad);
            }
        });
        var runs = new List<int>();
        for (int i = 0, start = 0; i < targets.Count - 1; i++)
        {
            if (targets[i + 1] != targets[i])
            {
                runs.Add(i + 1 - start);
                start = i + 1;
            }
        }

        Assert.All(runs, length => Assert.InRange(length, 8, 50));
        Assert.True(runs.Min() < 14 && runs.Max() > 44, $"{runs.Min()}..{runs.Max()}");
    }

    [Fact]
    public void Joints_come_close_to_the_pose_before_it_changes()
    {
        var explorer = new PoseExplorer(_walker.Robot, new PoseExplorerOptions { MaxNoise = 0, RandomShare = 0, MinHoldSteps = 40, MinDampingS = 0.02 });
        var errors = new List<double>();
        double[] last = new double[6], error = new double[6], speeds = new double[6], torques = new double[6];
        for (ulong seed = 0; seed < 5; seed++)
        {
            Play(explorer, seed, 400, _ =>
            {
                if (!explorer.TargetRad.SequenceEqual(last))
                {
                    errors.AddRange(error);
                    explorer.TargetRad.CopyTo(last);
                }

                _walker.ReadJoints(error, speeds, torques);
                for (int i = 0; i < 6; i++)
                {
                    error[i] = Math.Abs(error[i] - last[i]);
                }
            });
        }

        errors.Sort();
        Assert.InRange(errors[errors.Count / 2], 0, 0.2);
        Assert.InRange(errors[errors.Count * 9 / 10], 0, 0.6);
    }

    [Fact]
    public void Some_poses_are_the_same_on_both_sides()
    {
        int symmetric = 0, poses = 0;
        string last = "";
        var explorer = new PoseExplorer(_walker.Robot);
        Play(explorer, 2, 2000, _ =>
        {
            string target = string.Join(' ', explorer.TargetRad.ToArray());
            poses += target == last ? 0 : 1;
            symmetric += target != last && explorer.TargetRad[..3].SequenceEqual(explorer.TargetRad[3..]) ? 1 : 0;
            last = target;
        });
        Assert.InRange((double)symmetric / poses, 0.12, 0.4);
    }

    [Fact]
    public void Impossible_hold_times_are_refused() =>
        Assert.Throws<ArgumentException>(() => new PoseExplorer(_walker.Robot, new PoseExplorerOptions { MinHoldSteps = 9, MaxHoldSteps = 8 }));
}
