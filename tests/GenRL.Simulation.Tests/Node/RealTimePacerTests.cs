using GenRL.Simulation.Node;

namespace GenRL.Simulation.Tests.Node;

public class RealTimePacerTests
{
    private static readonly TimeSpan Period = TimeSpan.FromMilliseconds(25);

    [Fact]
    public void Steps_follow_the_schedule_without_drift_whatever_the_work_takes()
    {
        var time = new ManualTime(advanceOnWait: true);
        using var pacer = new RealTimePacer(time, Period, default);
        for (int step = 1; step <= 100; step++)
        {
            Assert.True(pacer.WaitForNext());
            Assert.Equal(step * Period.Ticks, time.GetTimestamp());
            time.Advance(TimeSpan.FromMilliseconds(step % 20));
        }

        Assert.Equal(0, pacer.LateSteps);
        Assert.Equal(TimeSpan.Zero, pacer.WorstLateness);
    }

    [Fact]
    public void A_late_step_is_counted_and_the_next_ones_catch_up()
    {
        var time = new ManualTime(advanceOnWait: true);
        using var pacer = new RealTimePacer(time, Period, default);
        pacer.WaitForNext();
        time.Advance(TimeSpan.FromMilliseconds(90));
        for (int i = 0; i < 4; i++)
        {
            pacer.WaitForNext();
        }

        Assert.Equal(5 * Period.Ticks, time.GetTimestamp());
        Assert.Equal(2, pacer.LateSteps);
        Assert.Equal(65, pacer.WorstLateness.TotalMilliseconds, 6);
    }

    [Fact]
    public void After_a_long_pause_a_new_schedule_begins()
    {
        var time = new ManualTime(advanceOnWait: true);
        using var pacer = new RealTimePacer(time, Period, default);
        pacer.WaitForNext();
        time.Advance(TimeSpan.FromMinutes(5));
        pacer.WaitForNext();
        long resumed = time.GetTimestamp();
        pacer.WaitForNext();
        Assert.Equal(Period.Ticks, time.GetTimestamp() - resumed);
    }

    [Fact]
    public void Without_a_period_nothing_waits()
    {
        var time = new ManualTime(advanceOnWait: false);
        using var pacer = new RealTimePacer(time, TimeSpan.Zero, default);
        Assert.True(pacer.WaitForNext() && pacer.WaitForNext());
        Assert.Empty(time.Waits);
    }

    [Fact]
    public async Task Cancelling_ends_a_wait()
    {
        using var stop = new CancellationTokenSource();
        using var pacer = new RealTimePacer(new ManualTime(advanceOnWait: false), Period, stop.Token);
        Task<bool> waiting = Task.Run(pacer.WaitForNext);
        await stop.CancelAsync();
        Assert.False(await waiting.WaitAsync(TimeSpan.FromSeconds(20)));
        Assert.False(pacer.WaitForNext());
    }
}
