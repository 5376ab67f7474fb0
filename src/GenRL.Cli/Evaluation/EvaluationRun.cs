using GenRL.Cli.Pipelines;
using GenRL.Data;
using GenRL.Simulation;

namespace GenRL.Cli.Evaluation;

/// <summary>Evaluates policies one after the other, each with every seed.</summary>
/// <param name="configuration">What decides the numbers.</param>
/// <param name="threads">Worlds stepped at once.</param>
internal sealed class EvaluationRun(EvaluationConfiguration configuration, int threads)
{
    /// <summary>Runs all policies that were not run before.</summary>
    /// <param name="policies">The policies.</param>
    /// <param name="finished">Runs of an earlier evaluation; those asked for again are kept as they are.</param>
    /// <param name="save">Told of all runs so far after each.</param>
    /// <param name="filmed">Folder that receives a GIF of each policy's first episode; null for none.</param>
    /// <param name="progress">Told of finished episodes; null for none.</param>
    /// <param name="cancellation">Stops between two steps.</param>
    /// <returns>One row per policy, seed and task.</returns>
    public IReadOnlyList<BehaviourScore> Run(
        IReadOnlyList<EvaluatedPolicy> policies, IReadOnlyList<BehaviourScore> finished, Action<IReadOnlyList<BehaviourScore>>? save, Action<EvaluatedPolicy, List<RgbImage>>? filmed,
        IProgress<WorkProgress>? progress, CancellationToken cancellation)
    {
        var wanted = policies.SelectMany(policy => configuration.Seeds.Select(seed => (Policy: policy, Seed: seed))).ToList();
        var total = (long)wanted.Count * configuration.Episodes;
        var known = wanted.Count(one => Kept(finished, one.Policy, one.Seed).Count > 0);
        WorkMeter meter = new("evaluate", "episodes", total, (long)known * configuration.Episodes, progress);
        List<BehaviourScore> rows = [];
        foreach (var (policy, seed) in wanted)
        {
            var kept = Kept(finished, policy, seed);
            rows.AddRange(kept.Count > 0 ? kept : Evaluate(policy, seed, meter, filmed, cancellation));
            save?.Invoke(rows);
        }

        meter.Report();
        return rows;
    }

    private static IReadOnlyList<BehaviourScore> Kept(IReadOnlyList<BehaviourScore> finished, EvaluatedPolicy policy, ulong seed)
    {
        BehaviourScore[] rows = [.. finished.Where(row =>
            (row.Method, row.Package, row.Behaviour, row.Prompt, row.Seed) == (policy.Method, policy.Package, policy.Behaviour, policy.Prompt, seed) && policy.Tasks.Contains(row.Task))];
        return rows.Length == policy.Tasks.Count ? rows : [];
    }

    private List<BehaviourScore> Evaluate(EvaluatedPolicy policy, ulong seed, WorkMeter meter, Action<EvaluatedPolicy, List<RgbImage>>? filmed, CancellationToken cancellation)
    {
        var preset = Enum.Parse<RenderPreset>(configuration.Render, ignoreCase: true);
        List<RgbImage>? film = filmed is null || seed != configuration.Seeds[0] ? null : [];
        var returns = PolicyEvaluation.Run(
            () => Worlds.Create(policy.Domain, preset), policy.Agent, new EvaluationSetting(configuration.Episodes, seed, threads), meter, film, cancellation);
        if (film is not null)
        {
            filmed!(policy, film);
        }

        return [.. returns.Where(column => policy.Tasks.Contains(column.Task)).Select(column =>
            BehaviourScore.Of(policy.Domain, policy.Behaviour, column.Task, policy.Prompt, column.Returns) with
            {
                Method = policy.Method, Package = policy.Package, Seed = seed,
            })];
    }
}
