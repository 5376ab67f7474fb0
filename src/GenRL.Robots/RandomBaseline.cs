using System.Text.Json;
using System.Text.Json.Serialization;

namespace GenRL.Robots;

/// <summary>
/// What an agent of uniformly random actions earned here, measured by <c>genrl evaluate --random</c> over at least 100 episodes. Published
/// random scores come from few episodes and differ on some tasks, so results are also normalised by these.
/// </summary>
/// <param name="Domain">Robot.</param>
/// <param name="Task">Task, as in <see cref="TaskDescription.Task"/>.</param>
/// <param name="Episodes">Episodes measured.</param>
/// <param name="ReturnMean">Mean return of an episode.</param>
/// <param name="ReturnSe">Its standard error.</param>
public sealed record RandomBaseline(string Domain, string Task, int Episodes, double ReturnMean, double ReturnSe)
{
    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };
    private static readonly Lazy<IReadOnlyList<RandomBaseline>> Measured = new(ReadAll);

    /// <summary>The baselines of all domains that were measured (docs/results/random-*.json).</summary>
    public static IReadOnlyList<RandomBaseline> All => Measured.Value;

    /// <summary>The baseline of a task, or null where none was measured.</summary>
    public static RandomBaseline? Find(string domain, string task) => All.FirstOrDefault(baseline => baseline.Domain == domain && baseline.Task == task);

    private static List<RandomBaseline> ReadAll()
    {
        List<RandomBaseline> all = [];
        foreach (string name in typeof(RandomBaseline).Assembly.GetManifestResourceNames().Where(name => name.StartsWith("random-", StringComparison.Ordinal)).Order(StringComparer.Ordinal))
        {
            using Stream stream = typeof(RandomBaseline).Assembly.GetManifestResourceStream(name)!;
            all.AddRange(JsonSerializer.Deserialize<Content>(stream, Json)!.Rows);
        }
        return all;
    }

    private sealed record Content([property: JsonRequired] IReadOnlyList<RandomBaseline> Rows);
}
