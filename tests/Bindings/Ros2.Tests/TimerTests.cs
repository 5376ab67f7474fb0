namespace ROS2.Tests;

/// <summary>Timers over time that passes only when a test says so.</summary>
public class TimerTests : RosDomainTest
{
    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(10);
    private readonly ManualTime _time = new();
    private readonly List<double> _callsMs = [];

    [Fact]
    public void A_timer_calls_once_per_period_and_keeps_its_phase_when_late()
    {
        (Node node, Timer timer) = Start();
        Spin(node, 9);
        Assert.False(timer.IsReady());
        Spin(node, 4); // 13 ms: late by 3
        Spin(node, 6); // 19 ms
        Spin(node, 1); // 20 ms
        Spin(node, 35); // 55 ms: three periods at once make one call
        Spin(node, 5); // 60 ms
        Assert.Equal([13, 7, 35, 5], _callsMs);
    }

    [Fact]
    public void A_canceled_timer_is_silent_until_it_is_reset()
    {
        (Node node, Timer timer) = Start();
        timer.Cancel();
        Spin(node, 50);
        Assert.True(timer.IsCanceled());
        Assert.Empty(_callsMs);
        timer.Reset();
        Spin(node, 9);
        Assert.Empty(_callsMs);
        Spin(node, 1);
        Assert.Equal([10], _callsMs);
    }

    [Fact]
    public void A_disposed_timer_is_gone()
    {
        (Node node, Timer timer) = Start();
        timer.Dispose();
        Spin(node, 50);
        Assert.Empty(node.Timers);
        Assert.Empty(_callsMs);
    }

    private (Node Node, Timer Timer) Start()
    {
        Node node = RCLdotnet.CreateNode("node", "", _time);
        return (node, node.CreateTimer(Period, elapsed => _callsMs.Add(elapsed.TotalMilliseconds)));
    }

    private void Spin(Node node, double milliseconds)
    {
        _time.Advance(TimeSpan.FromMilliseconds(milliseconds));
        RCLdotnet.SpinOnce(node, 0);
    }
}
