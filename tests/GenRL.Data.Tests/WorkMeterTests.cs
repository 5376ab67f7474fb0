namespace GenRL.Data.Tests;

public sealed class WorkMeterTests
{
    private sealed class ManualTime : TimeProvider
    {
        public long Seconds { get; set; }

        public override long TimestampFrequency => 1;

        public override long GetTimestamp() => Seconds;
    }

    private sealed class Reports : IProgress<WorkProgress>
    {
        public List<WorkProgress> All { get; } = [];

        public void Report(WorkProgress value) => All.Add(value);
    }

    [Fact]
    public void Rate_and_remaining_time_count_this_run_only()
    {
        ManualTime time = new();
        Reports reports = new();
        WorkMeter meter = new("render", "frames", total: 1000, alreadyDone: 400, reports, time);
        meter.Add(50);
        Assert.Empty(reports.All);
        time.Seconds = 10;
        meter.Add(50, diskBytes: 1_500_000);
        WorkProgress progress = Assert.Single(reports.All);
        Assert.Equal((500L, 10.0, 50.0), (progress.Done, progress.PerSecond, progress.RemainingS!.Value));
        Assert.StartsWith("render 500 / 1,000 frames (50 %), 10 frames/s, 0:00:50 left, 1.5 MB written, ", progress.ToString());
    }
}
