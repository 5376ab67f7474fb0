using GenRL.Simulation.Node;
using ROS2;
using sensor_msgs.msg;

namespace GenRL.Simulation.Tests.Node;

/// <summary>Pausing, stepping and starting again over ROS 2.</summary>
[Collection(RosGraph.Name)]
public sealed class SimulationServicesTests : IDisposable
{
    private readonly CollectedLog _log = new();
    private readonly SimulationNode _sim;
    private readonly Operator _operator;

    public SimulationServicesTests()
    {
        RCLdotnet.Init(new RclOptions { DomainId = 1 + (Environment.ProcessId % 200), Range = DiscoveryRange.Off });
        _sim = new SimulationNode(new SimulationNodeOptions { Render = RenderPreset.Plain, Seed = 4 }, _log.Logger, new ManualTime(advanceOnWait: true));
        _operator = new Operator("/sim", () => _sim.Step());
    }

    public void Dispose()
    {
        _sim.Dispose();
        RCLdotnet.Shutdown();
        _log.Logger.Dispose();
    }

    [Fact]
    public void A_paused_simulator_stands_still_answers_and_steps_when_told()
    {
        Assert.Equal((true, "paused"), _operator.Trigger("pause"));
        long stopped = _sim.NowNs;
        Assert.Equal((true, "already paused"), _operator.Trigger("pause"));
        Assert.Equal(stopped, _sim.NowNs);

        genrl_msgs.srv.StepSimulation_Response granted = _operator.Step(5);
        Assert.True(granted.Success, granted.Message);
        Assert.Equal((stopped + 5 * 25_000_000L) / 1e9, granted.UntilS, 9);
        _operator.WaitUntil(() => _sim.NowNs == stopped + 5 * 25_000_000L);
        Assert.Equal((true, "already paused"), _operator.Trigger("pause"));
        Assert.Equal(stopped + 5 * 25_000_000L, _sim.NowNs);

        Assert.Equal((true, "resumed"), _operator.Trigger("resume"));
        _operator.WaitUntil(() => _sim.NowNs > stopped + 20 * 25_000_000L);
    }

    [Fact]
    public void Wrong_requests_are_answered_with_what_is_wrong()
    {
        genrl_msgs.srv.StepSimulation_Response running = _operator.Step(1);
        Assert.False(running.Success);
        Assert.Contains("pause it", running.Message, StringComparison.Ordinal);
        _operator.Trigger("pause");
        long stopped = _sim.NowNs;
        foreach (int steps in (int[])[0, -7, int.MinValue, int.MaxValue])
        {
            genrl_msgs.srv.StepSimulation_Response refused = _operator.Step(steps);
            Assert.False(refused.Success);
            Assert.Contains($"{steps} control steps", refused.Message, StringComparison.Ordinal);
        }

        Assert.Equal(stopped, _sim.NowNs);
    }

    [Fact]
    public void A_reset_to_a_seed_repeats_that_start_and_those_after_it()
    {
        _operator.Trigger("pause");
        string first = Start(4), second = Next();
        Assert.NotEqual(first, second);
        Assert.Equal(first, Start(4));
        Assert.Equal(second, Next());
        Assert.Equal(second, Start(5));
        Assert.Contains("seed 5", _operator.ResetTo(5).Message, StringComparison.Ordinal);

        string Next()
        {
            Assert.True(_operator.Trigger("reset").Success);
            return Pose();
        }

        string Start(ulong seed)
        {
            Assert.True(_operator.ResetTo(seed).Success);
            return Pose();
        }
    }

    private string Pose()
    {
        using ROS2.Node node = RCLdotnet.CreateNode("listener");
        using Subscription<JointState> states = node.CreatePolledSubscription<JointState>("/joint_states", QosProfile.SensorDataProfile);
        var state = new JointState();
        Assert.True(_operator.Step(1).Success);
        _operator.WaitUntil(() => states.TryTake(state));
        return string.Join(' ', state.Position.Select(BitConverter.DoubleToInt64Bits));
    }
}
