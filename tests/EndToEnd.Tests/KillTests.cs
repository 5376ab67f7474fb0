using GenRL.Cli.Supervision;
using GenRL.Cli.Up;
using GenRL.Robots.Packages;

namespace EndToEnd.Tests;

/// <summary>Any one process may be killed at any time: the robot stops, the files stay whole, nobody is left over.</summary>
[Trait("speed", "slow")]
public sealed class KillTests
{
    private const int Kill = 9;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    [Theory]
    [InlineData("sim", "[control] Zero torque sent", 64)]
    [InlineData("control", "[sim] Simulation ends", 65)]
    [InlineData("prompt", "[control] Zero torque sent", 66)]
    public void A_process_that_is_killed_is_named_and_takes_the_others_along(string verb, string farewell, int domain)
    {
        using RunningRobot robot = new(domain, "--say", "walk fast clean");
        robot.WaitForLog("walk is Active");
        IReadOnlyList<ProcessEntry> children = ProcessEntry.Below(robot.Id);
        Signals.Send(robot.Child(verb).Id, Kill);

        Assert.Equal(1, robot.WaitForEnd().Code);
        Assert.Contains($"{verb} was killed (SIGKILL). The others were ended with it.", robot.Log, StringComparison.Ordinal);
        Assert.Contains(farewell, robot.Log, StringComparison.Ordinal);
        Assert.Empty(ProcessEntry.WaitForEnd(children, Patience));
        Assert.True(EpisodeLogSummary.Read(robot.EpisodeLog).Steps > 0);
        ModelPackage.Load(RunningRobot.ShippedPackage);
    }

    [Fact]
    public void When_the_supervisor_is_killed_the_robot_stops_and_nobody_is_left_over()
    {
        const int Domain = 67;
        using RunningRobot robot = new(Domain, "--say", "walk fast clean");
        robot.WaitForLog("walk is Active");
        IReadOnlyList<ProcessEntry> children = ProcessEntry.Below(robot.Id);
        Assert.Equal(3, children.Count);
        robot.End(Kill);

        Assert.Empty(ProcessEntry.WaitForEnd(children, Patience));
        Assert.True(EpisodeLogSummary.Read(robot.EpisodeLog).Steps > 0);
        using DomainLease free = DomainLease.Take(Domain, DomainLease.SharedFolder());
    }
}
