using System.Text.Json.Serialization;
using GenRL.Learning.Behaviours;
using GenRL.Robots;

namespace GenRL.Cli.Pipelines;

/// <summary>Returns of one behaviour in one task.</summary>
/// <param name="Domain">Robot.</param>
/// <param name="Behaviour">Behaviour of the package that acted.</param>
/// <param name="Task">Task whose true reward was summed.</param>
/// <param name="Prompt">Sentence the behaviour was learned for.</param>
/// <param name="Episodes">Episodes run.</param>
/// <param name="ReturnMean">Mean return per episode.</param>
/// <param name="ReturnSe">Standard error of the mean.</param>
/// <param name="NormalizedMean">(return - random) / (expert - random), with the published pair.</param>
/// <param name="NormalizedSe">Its standard error.</param>
public sealed record BehaviourScore(
    string Domain, string Behaviour, string Task, string Prompt, int Episodes, double ReturnMean, double ReturnSe, double NormalizedMean, double NormalizedSe)
{
    /// <summary>Who learned the policy, such as <c>genrl</c> or <c>td3</c>: the column of a table of results.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Method { get; init; }

    /// <summary>What the policy was rewarded by, where a method exists with several rewards.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Reward { get; init; }

    /// <summary>Tells apart the packages of several training seeds: the first digits of the manifest's hash.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public string? Package { get; init; }

    /// <summary>Seed of the run; null for the mean of several.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public ulong? Seed { get; init; }

    /// <summary>Runs (packages and seeds) that this is the mean of; null for a single one.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public int? Runs { get; init; }

    /// <summary>(return - random) / (expert - random), with the random return measured here; null where there is none.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? NormalizedMeasuredMean { get; init; }

    /// <summary>Its standard error, that of the policy's return alone.</summary>
    [JsonIgnore(Condition = JsonIgnoreCondition.WhenWritingNull)]
    public double? NormalizedMeasuredSe { get; init; }

    /// <summary>The score of measured returns.</summary>
    /// <param name="domain">Robot.</param>
    /// <param name="behaviour">Who acted.</param>
    /// <param name="task">Task judged by; one of the catalogue's.</param>
    /// <param name="prompt">Sentence.</param>
    /// <param name="returns">Return of every episode.</param>
    public static BehaviourScore Of(string domain, string behaviour, string task, string prompt, IReadOnlyCollection<double> returns)
    {
        var (mean, error) = NormalizedScore.MeanAndError(returns);
        return Of(domain, behaviour, task, prompt, returns.Count, mean, error);
    }

    /// <summary>The scores by every task of the catalogue that the returns are of; a world's other tasks have none to be normalised by.</summary>
    public static IReadOnlyList<BehaviourScore> OfAll(string domain, string behaviour, string prompt, IEnumerable<(string Task, double[] Returns)> returns) =>
        [.. returns.Where(column => TaskCatalogue.Knows(domain, column.Task)).Select(column => Of(domain, behaviour, column.Task, prompt, column.Returns))];

    /// <summary>The score of a mean return, normalised both ways.</summary>
    public static BehaviourScore Of(string domain, string behaviour, string task, string prompt, int episodes, double mean, double error)
    {
        var known = TaskCatalogue.Find(domain, task);
        var span = known.ExpertScore - known.RandomScore;
        var measuredSpan = known.ExpertScore - known.RandomMeasured;
        return new BehaviourScore(
            domain, behaviour, task, prompt, episodes, mean, error, NormalizedScore.Of(mean, known.RandomScore, known.ExpertScore), error / span)
        {
            NormalizedMeasuredMean = known.RandomMeasured is { } random ? NormalizedScore.Of(mean, random, known.ExpertScore) : null,
            NormalizedMeasuredSe = error / measuredSpan,
        };
    }
}
