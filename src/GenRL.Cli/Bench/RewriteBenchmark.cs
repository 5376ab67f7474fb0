using GenRL.Learning.Behaviours;
using GenRL.Learning.Benchmarks;
using GenRL.Learning.WorldModels;

namespace GenRL.Cli.Bench;

/// <summary>Times every rewrite of spec 11.4 before and after, in turns.</summary>
internal static class RewriteBenchmark
{
    /// <summary>Measures on inputs of a preset's sizes.</summary>
    /// <param name="options">World model, connector and batches.</param>
    /// <param name="behaviour">Behaviour learning.</param>
    /// <param name="steps">Times each way is measured.</param>
    /// <param name="cancellation">Stops between two measurements.</param>
    public static IEnumerable<RewriteTiming> Run(WorldModelTrainingOptions options, BehaviourOptions behaviour, int steps, CancellationToken cancellation)
    {
        foreach (var rewrite in Rewrites.For(options, behaviour))
        {
            using (rewrite)
            {
                MeasuredTimes before = new(), after = new();
                var difference = rewrite.LargestDifference();
                rewrite.RunBefore();
                rewrite.RunAfter();
                for (var step = 0; step < steps; step++)
                {
                    cancellation.ThrowIfCancellationRequested();
                    before.Measure(rewrite.RunBefore, 1);
                    after.Measure(rewrite.RunAfter, 1);
                }

                yield return new RewriteTiming(rewrite.Name, before.CpuMs, after.CpuMs, after.CpuMs / before.CpuMs, difference);
            }
        }
    }
}
