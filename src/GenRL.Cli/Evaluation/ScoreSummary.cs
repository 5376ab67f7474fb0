using GenRL.Cli.Pipelines;
using GenRL.Learning.Behaviours;

namespace GenRL.Cli.Evaluation;

/// <summary>Means over the runs of a policy, with the standard error over training seeds, as the paper reports them (spec 9.1).</summary>
internal static class ScoreSummary
{
    /// <summary>
    /// One row per method, behaviour, task and sentence. The error is that over packages where there are several, else over seeds, else
    /// over episodes, as a single run gives it.
    /// </summary>
    public static IReadOnlyList<BehaviourScore> Of(IEnumerable<BehaviourScore> runs) =>
        [.. runs.GroupBy(row => (row.Domain, row.Method, row.Reward, row.Behaviour, row.Task, row.Prompt)).Select(group => Of([.. group]))];

    private static BehaviourScore Of(IReadOnlyList<BehaviourScore> runs)
    {
        if (runs.Count == 1)
        {
            return runs[0];
        }

        var first = runs[0];
        var severalPackages = runs.Select(run => run.Package).Distinct().Skip(1).Any();
        var units = severalPackages ? runs.GroupBy(run => run.Package).Select(unit => unit.Average(run => run.ReturnMean)) : runs.Select(run => run.ReturnMean);
        var (mean, error) = NormalizedScore.MeanAndError([.. units]);
        return BehaviourScore.Of(first.Domain, first.Behaviour, first.Task, first.Prompt, runs.Sum(run => run.Episodes), mean, error) with
        {
            Method = first.Method,
            Reward = first.Reward,
            Package = severalPackages ? null : first.Package,
            Runs = runs.Count,
        };
    }
}
