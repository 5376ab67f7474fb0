using System.Diagnostics;
using GenRL.Control;
using GenRL.Data;
using GenRL.Inference;
using GenRL.Robots;
using GenRL.Robots.Packages;

namespace GenRL.Cli.Bench;

/// <summary>Measures one policy step: encoder, latent, dynamics and policy through ONNX Runtime, nothing else.</summary>
internal static class PolicyBenchmark
{
    private const int WarmUpSteps = 200;

    /// <summary>Measures a number of steps, one after the other.</summary>
    public static PolicyBenchmarkResult Run(ModelPackage package, string behaviour, int steps, CancellationToken cancellation)
    {
        using PolicyRunner runner = new(package);
        runner.Swap(runner.LoadBehaviour(package, behaviour));
        byte[] frame = new byte[FrameFormat.Bytes];
        SeededRandom random = new(1);
        foreach (ref byte value in frame.AsSpan())
        {
            value = (byte)random.Next(256);
        }

        float[] action = new float[runner.ActionSize];
        Measure(runner, frame, action, WarmUpSteps, new LatencyHistogram(), cancellation);
        LatencyHistogram latency = new();
        long before = GC.GetAllocatedBytesForCurrentThread();
        Measure(runner, frame, action, steps, latency, cancellation);
        double bytes = GC.GetAllocatedBytesForCurrentThread() - before;
        return new PolicyBenchmarkResult(BenchSetting.Of(package, behaviour), runner.Provider.ToString(), steps, LatencyUs.Of(latency), bytes / steps);
    }

    private static void Measure(PolicyRunner runner, byte[] frame, float[] action, int steps, LatencyHistogram latency, CancellationToken cancellation)
    {
        for (int step = 0; step < steps; step++)
        {
            cancellation.ThrowIfCancellationRequested();
            long start = Stopwatch.GetTimestamp();
            runner.Step(frame, FrameLayout.Interleaved, action);
            latency.Record((long)Stopwatch.GetElapsedTime(start).TotalNanoseconds);
        }
    }
}
