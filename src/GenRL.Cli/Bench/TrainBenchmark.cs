using System.Diagnostics;
using System.Runtime.InteropServices;
using GenRL.Cli.CommandLine;
using GenRL.Cli.Doctor;
using GenRL.Learning.Behaviours;
using GenRL.Learning.Benchmarks;
using GenRL.Learning.WorldModels;
using Serilog;
using static TorchSharp.torch;

namespace GenRL.Cli.Bench;

/// <summary>
/// Times training steps of every kind, in turns with the same steps in plain PyTorch: what disturbs the machine disturbs both.
/// </summary>
internal static class TrainBenchmark
{
    private const int Blocks = 8;
    private const int WarmUpSteps = 2;

    /// <summary>Measures a preset.</summary>
    /// <param name="preset">Its name, for the result.</param>
    /// <param name="options">World model, connector and batches.</param>
    /// <param name="behaviour">Behaviour learning.</param>
    /// <param name="steps">Steps of each kind to measure.</param>
    /// <param name="only">The kind of step to measure; null for all.</param>
    /// <param name="rewrites">Whether to measure the rewrites of spec 11.4 too.</param>
    /// <param name="log">Told what is measured, and why nothing is compared where there is no Python.</param>
    /// <param name="cancellation">Stops between two blocks.</param>
    public static TrainBenchmarkResult Run(
        string preset, WorldModelTrainingOptions options, BehaviourOptions behaviour, int steps, TrainingStep? only, bool rewrites, ILogger log,
        CancellationToken cancellation)
    {
        using TrainingWorkload work = new(options, behaviour);
        var threads = get_num_threads();
        Dictionary<string, StepTiming> timings = [];
        using var python = PythonReference.TryStart(work, threads);
        if (python is null)
        {
            log.Warning(PythonReference.Remedy);
        }

        foreach (var step in only is { } one ? [one] : Enum.GetValues<TrainingStep>())
        {
            var timing = Time(work, step, steps, python, cancellation);
            timings[step.ToString().ToLowerInvariant()] = timing;
            log.Information(
                "{Step} step: {Ours:f1} ms, in Python {Python:f1} ms, ratio {Ratio:f2}; processor time {Cpu:f1} and {PythonCpu:f1} ms, ratio {CpuRatio:f2}",
                step, timing.StepMs, timing.PythonMs, timing.RatioToPython, timing.CpuMs, timing.PythonCpuMs, timing.CpuRatioToPython);
        }

        using var self = Process.GetCurrentProcess();
        var first = timings.Values.First();
        return new TrainBenchmarkResult
        {
            Preset = preset,
            StepMs = first.StepMs,
            FramesPerS = first.FramesPerS,
            PeakMemoryMb = self.PeakWorkingSet64 / 1e6,
            RatioToPython = first.RatioToPython,
            Parts = first.Parts,
            Steps = timings,
            Measured = steps,
            Threads = threads,
            PythonTorch = python?.TorchVersion,
            Commit = CommandProbe.Run("git", "-C", RepositoryRoot.Find(), "rev-parse", "HEAD").Output.Trim(),
            Runtime = $"{RuntimeInformation.FrameworkDescription} {RuntimeInformation.ProcessArchitecture}",
            Cores = Environment.ProcessorCount,
            Rewrites = rewrites ? [.. TimeRewrites(work, steps, cancellation)] : null,
        };
    }

    private static StepTiming Time(TrainingWorkload work, TrainingStep step, int steps, PythonReference? python, CancellationToken cancellation)
    {
        using StepParts parts = new(work);
        var measured = parts.Of(step).ToDictionary(part => part, _ => new MeasuredTimes());
        MeasuredTimes ours = new(), theirs = new();
        new MeasuredTimes().Measure(() => work.Take(step), Math.Min(WarmUpSteps, steps));
        python?.Measure(step, Math.Min(WarmUpSteps, steps), new MeasuredTimes());
        foreach (var part in measured.Keys)
        {
            part.Run();
        }

        for (int block = 0, left = steps; left > 0; block++)
        {
            cancellation.ThrowIfCancellationRequested();
            var count = Math.Max(1, left / Math.Max(1, Blocks - block));
            ours.Measure(() => work.Take(step), count);
            python?.Measure(step, count, theirs);
            foreach (var (part, times) in measured)
            {
                times.Measure(part.Run, count);
            }

            left -= count;
        }

        var byName = measured.ToDictionary(entry => entry.Key.Name, entry => entry.Value.CpuMs);
        byName["rest"] = ours.CpuMs - byName.Values.Sum();
        StepTiming alone = new(ours.ClockMs, work.FramesPerStep(step) * 1000 / ours.ClockMs, null, null, ours.CpuMs, null, null, byName);
        return theirs.Count == 0 ? alone : alone with
        {
            PythonMs = theirs.ClockMs,
            RatioToPython = ours.ClockMs / theirs.ClockMs,
            PythonCpuMs = theirs.CpuMs,
            CpuRatioToPython = ours.CpuMs / theirs.CpuMs,
        };
    }

    private static IEnumerable<RewriteTiming> TimeRewrites(TrainingWorkload work, int steps, CancellationToken cancellation)
    {
        foreach (var rewrite in Learning.Benchmarks.Rewrites.For(work.Options, work.Behaviour))
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
