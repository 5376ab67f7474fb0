using System.Diagnostics;

namespace GenRL.Cli.Bench;

/// <summary>
/// Durations of one action, measured one by one: by the clock, and in processor time, which other programs on a busy machine hardly
/// lengthen.
/// </summary>
internal sealed class MeasuredTimes
{
    private readonly List<double> clockMs = [];
    private readonly List<double> cpuMs = [];

    /// <summary>How often it was measured.</summary>
    public int Count => clockMs.Count;

    /// <summary>Median by the clock.</summary>
    public double ClockMs => Median(clockMs);

    /// <summary>Median in processor time of all threads.</summary>
    public double CpuMs => Median(cpuMs);

    /// <summary>Runs an action and measures each time.</summary>
    public void Measure(Action action, int count)
    {
        for (var index = 0; index < count; index++)
        {
            var (clock, cpu) = (Stopwatch.GetTimestamp(), Environment.CpuUsage.TotalTime);
            action();
            Add(Stopwatch.GetElapsedTime(clock).TotalMilliseconds, (Environment.CpuUsage.TotalTime - cpu).TotalMilliseconds);
        }
    }

    /// <summary>Takes in a duration that was measured elsewhere.</summary>
    public void Add(double clock, double cpu)
    {
        clockMs.Add(clock);
        cpuMs.Add(cpu);
    }

    private static double Median(List<double> values)
    {
        double[] sorted = [.. values.Order()];
        return (sorted[sorted.Length / 2] + sorted[(sorted.Length - 1) / 2]) / 2;
    }
}
