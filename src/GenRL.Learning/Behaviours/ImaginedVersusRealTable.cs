using System.Globalization;
using System.Text;
using System.Text.Json;

namespace GenRL.Learning.Behaviours;

/// <summary>
/// The standard diagnostic beside every behaviour: does the world model predict what really happens, for the recorded actions
/// and for the policy's own? A policy that earns much in imagination and little in reality exploits errors of the model.
/// </summary>
/// <param name="Starts">Number of start states averaged over.</param>
/// <param name="ReplayError">Largest difference between recorded rewards and those of the replay that restored the start states.</param>
/// <param name="Rows">One row per task and number of steps.</param>
public sealed record ImaginedVersusRealTable(int Starts, double ReplayError, IReadOnlyList<ImaginedVersusRealRow> Rows)
{
    /// <summary>The steps reported unless others are asked for.</summary>
    public static IReadOnlyList<int> StandardSteps { get; } = [1, 4, 8, 16, 24];

    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        WriteIndented = true,
    };

    /// <summary>Averages traces over start states.</summary>
    /// <param name="traces">Rewards.</param>
    /// <param name="tasks">Names of the tasks.</param>
    /// <param name="steps">Numbers of steps k to report, each in 1 .. horizon.</param>
    /// <param name="replayError">Difference between recorded and replayed rewards.</param>
    public static ImaginedVersusRealTable From(
        RewardTraces traces, IReadOnlyList<string> tasks, IReadOnlyList<int> steps, double replayError = 0)
    {
        if (tasks.Count != traces.Tasks)
        {
            throw new ArgumentException($"{tasks.Count} task names for rewards of {traces.Tasks} tasks.", nameof(tasks));
        }
        if (steps.Any(step => step < 1 || step > traces.Horizon))
        {
            throw new ArgumentException($"Steps {string.Join(", ", steps)} must lie in 1 .. {traces.Horizon}.", nameof(steps));
        }
        var rows = new List<ImaginedVersusRealRow>();
        for (int task = 0; task < tasks.Count; task++)
        {
            foreach (int step in steps)
            {
                double[] imaginedExecuted = Column(traces.ImaginedExecuted, step, task);
                double[] realExecuted = Column(traces.RealExecuted, step, task);
                double[] imaginedPolicy = Column(traces.ImaginedPolicy, step, task);
                double[] realPolicy = Column(traces.RealPolicy, step, task);
                rows.Add(new ImaginedVersusRealRow(
                    tasks[task], step,
                    imaginedExecuted.Average(), realExecuted.Average(), Correlation(imaginedExecuted, realExecuted),
                    imaginedPolicy.Average(), realPolicy.Average(), Correlation(imaginedPolicy, realPolicy)));
            }
        }
        return new ImaginedVersusRealTable(traces.Starts, replayError, rows);
    }

    /// <summary>One JSON document with snake_case keys.</summary>
    public string ToJson() => JsonSerializer.Serialize(this, Json);

    /// <summary>A table for people; rewards are per agent step.</summary>
    public string ToText()
    {
        var text = new StringBuilder();
        text.AppendLine(CultureInfo.InvariantCulture, $"Reward per step after {Starts} real states, imagined / real (correlation)");
        text.AppendLine(CultureInfo.InvariantCulture, $"{"task",-14} {"k",3}  {"same actions",-22}  {"policy",-22}  {"excess",7}");
        foreach (ImaginedVersusRealRow row in Rows)
        {
            string executed = Pair(row.ImaginedExecuted, row.RealExecuted, row.CorrelationExecuted);
            string policy = Pair(row.ImaginedPolicy, row.RealPolicy, row.CorrelationPolicy);
            text.AppendLine(CultureInfo.InvariantCulture, $"{row.Task,-14} {row.Steps,3}  {executed,-22}  {policy,-22}  {row.Exploitation,7:F2}");
        }
        return text.ToString();
    }

    private static string Pair(double imagined, double real, double? correlation) => string.Create(
        CultureInfo.InvariantCulture, $"{imagined,5:F2} / {real,5:F2} ({(correlation is { } r ? r.ToString("F2", CultureInfo.InvariantCulture) : "-")})");

    private static double[] Column(double[,,] traces, int step, int task) =>
        Enumerable.Range(0, traces.GetLength(0)).Select(start => traces[start, step - 1, task]).ToArray();

    private static double? Correlation(double[] first, double[] second)
    {
        double firstMean = first.Average();
        double secondMean = second.Average();
        double product = first.Zip(second, (a, b) => (a - firstMean) * (b - secondMean)).Sum();
        double scale = Math.Sqrt(first.Sum(a => (a - firstMean) * (a - firstMean)) * second.Sum(b => (b - secondMean) * (b - secondMean)));
        return scale > 1e-12 ? product / scale : null;
    }
}
