using System.Diagnostics;
using System.Text.Json;
using GenRL.Cli.CommandLine;
using GenRL.Cli.Supervision;

namespace GenRL.Cli.Bench;

/// <summary>
/// What keeping freed memory gains: the binding of libtorch sets the allocator up when it is loaded, so that each way needs a process of
/// its own.
/// </summary>
internal static class AllocatorBenchmark
{
    private const string Variable = "GENRL_TORCH_MALLOC";
    private const string SystemDefaults = "system";
    private const int Turns = 2;

    /// <summary>Measures the joint step in turns with the system's allocator settings and with ours.</summary>
    /// <param name="preset">The <c>--preset</c> and <c>--set</c> options of this command.</param>
    /// <param name="steps">Steps of each turn.</param>
    /// <param name="cancellation">Ends the process that is running.</param>
    public static RewriteTiming Run(IReadOnlyList<string> preset, int steps, CancellationToken cancellation)
    {
        List<TrainBenchmarkResult> before = [], after = [];
        for (var turn = 0; turn < Turns; turn++)
        {
            before.Add(Measure(preset, steps, SystemDefaults, cancellation));
            after.Add(Measure(preset, steps, null, cancellation));
        }

        var (beforeMs, afterMs) = (before.Average(Cpu), after.Average(Cpu));
        var (first, second) = (before[0].Loss, after[0].Loss);
        return new RewriteTiming("memory: freed blocks are kept", beforeMs, afterMs, afterMs / beforeMs, Math.Abs(first - second) / Math.Abs(first));
    }

    private static double Cpu(TrainBenchmarkResult result) => result.Steps.Values.First().CpuMs;

    private static TrainBenchmarkResult Measure(IReadOnlyList<string> preset, int steps, string? setting, CancellationToken cancellation)
    {
        ProcessStartInfo start = VerbProcess.Command(["bench", "train", .. preset, "--only", "joint", "--alone", "--steps", $"{steps}", "--json"]);
        start.Environment.Remove(Variable);
        if (setting is not null)
        {
            start.Environment[Variable] = setting;
        }

        using var process = Process.Start(start) ?? throw new InvalidOperationException("The program could not be started a second time.");
        using var end = cancellation.Register(process.Kill);
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        cancellation.ThrowIfCancellationRequested();
        return process.ExitCode == 0
            ? JsonSerializer.Deserialize<TrainBenchmarkResult>(output, Output.JsonOptions)!
            : throw new InvalidOperationException($"'bench train' ended with exit code {process.ExitCode} when it was measured with other allocator settings.");
    }
}
