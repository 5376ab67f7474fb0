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
    /// <param name="alone">Leaves out the comparison with Python.</param>
    /// <param name="log">Told what is measured, and why nothing is compared where there is no Python.</param>
    /// <param name="cancellation">Stops between two blocks.</param>
    public static TrainBenchmarkResult Run(
        string preset, WorldModelTrainingOptions options, BehaviourOptions behaviour, int steps, TrainingStep? only, bool alone, ILogger log,
        CancellationToken cancellation)
    {
        using TrainingWorkload work = new(options, behaviour);
        var threads = get_num_threads();
        Dictionary<string, StepTiming> timings = [];
        double? loss = null;
        using var python = alone ? null : PythonReference.TryStart(work, threads);
        if (python is null && !alone)
        {
            log.Warning(PythonReference.Remedy);
        }

        foreach (var step in only is { } one ? [one] : Enum.GetValues<TrainingStep>())
        {
            var (timing, lastLoss) = Time(work, step, steps, python, cancellation);
            loss ??= lastLoss;
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
            Loss = loss!.Value,
            Steps = timings,
            Measured = steps,
            Threads = threads,
            PythonTorch = python?.TorchVersion,
            Commit = CommandProbe.Run("git", "-C", RepositoryRoot.Find(), "rev-parse", "HEAD").Output.Trim(),
            Runtime = $"{RuntimeInformation.FrameworkDescription} {RuntimeInformation.ProcessArchitecture}",
            Cores = Environment.ProcessorCount,
        };
    }

    private static (StepTiming Timing, double Loss) Time(TrainingWorkload work, TrainingStep step, int steps, PythonReference? python, CancellationToken cancellation)
    {
        using StepParts parts = new(work);
        var measured = parts.Of(step).ToDictionary(part => part, _ => new MeasuredTimes());
        MeasuredTimes ours = new(), theirs = new();
        var loss = 0.0;
        void Take() => loss = work.Take(step);
        new MeasuredTimes().Measure(Take, Math.Min(WarmUpSteps, steps));
        python?.Measure(step, Math.Min(WarmUpSteps, steps), new MeasuredTimes());
        foreach (var part in measured.Keys)
        {
            part.Run();
        }

        for (int block = 0, left = steps; left > 0; block++)
        {
            cancellation.ThrowIfCancellationRequested();
            var count = Math.Max(1, left / Math.Max(1, Blocks - block));
            ours.Measure(Take, count);
            python?.Measure(step, count, theirs);
            foreach (var (part, times) in measured)
            {
                times.Measure(part.Run, count);
            }

            left -= count;
        }

        var byName = measured.ToDictionary(entry => entry.Key.Name, entry => entry.Value.CpuMs);
        byName["rest"] = ours.CpuMs - byName.Values.Sum();
        StepTiming withoutPython = new(ours.ClockMs, work.FramesPerStep(step) * 1000 / ours.ClockMs, null, null, ours.CpuMs, null, null, byName);
        return (theirs.Count == 0 ? withoutPython : withoutPython with
        {
            PythonMs = theirs.ClockMs,
            RatioToPython = ours.ClockMs / theirs.ClockMs,
            PythonCpuMs = theirs.CpuMs,
            CpuRatioToPython = ours.CpuMs / theirs.CpuMs,
        }, loss);
    }
}
