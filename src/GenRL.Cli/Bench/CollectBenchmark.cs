using GenRL.Cli.Pipelines;
using GenRL.Data;
using GenRL.Robots;
using GenRL.Simulation;

namespace GenRL.Cli.Bench;

/// <summary>
/// Measures how near making a dataset comes to its bound: the same number of frames with physics stepped and the camera drawn, and nothing
/// decided, recorded or saved. Bound and dataset are measured in turns, so that what else the machine does falls on both.
/// </summary>
/// <param name="episodes">Episodes of each turn.</param>
/// <param name="threads">Worlds stepped and drawn at once.</param>
/// <param name="rounds">Turns; the figures are medians.</param>
internal sealed class CollectBenchmark(int episodes, int threads, int rounds)
{
    private const ulong Seed = 1;

    /// <summary>Measures one robot with one way of drawing.</summary>
    public CollectBenchmarkResult Run(string domain, RenderPreset render, CancellationToken cancellation)
    {
        // Code is compiled before anything counts.
        DrawOnly(domain, render, threads, cancellation);
        MakeDataset(domain, render, threads, cancellation);
        MeasuredTimes bound = new(), dataset = new();
        long bytes = 0;
        for (var round = 0; round < rounds; round++)
        {
            bound.Measure(() => DrawOnly(domain, render, episodes, cancellation), 1);
            dataset.Measure(() => bytes = MakeDataset(domain, render, episodes, cancellation), 1);
        }

        double frames = episodes * FramesPerEpisode(domain);
        return new CollectBenchmarkResult
        {
            Domain = domain,
            Render = render.ToString().ToLowerInvariant(),
            FramesPerS = 1000 * frames / dataset.ClockMs,
            BoundFramesPerS = 1000 * frames / bound.ClockMs,
            Ratio = bound.ClockMs / dataset.ClockMs,
            CpuRatio = bound.CpuMs / dataset.CpuMs,
            BoundCpuMsPerFrame = bound.CpuMs / frames,
            BytesPerFrame = bytes / frames,
            Episodes = episodes,
            Threads = threads,
            Rounds = rounds,
        };
    }

    private static int FramesPerEpisode(string domain)
    {
        using var world = Worlds.Create(domain, RenderPreset.Plain);
        return world.EpisodeSteps + 1;
    }

    private void DrawOnly(string domain, RenderPreset render, int count, CancellationToken cancellation)
    {
        var next = 0;
        WorkerThreads.Run(Math.Min(threads, count), "bound", stop =>
        {
            using var world = Worlds.Create(domain, render);
            SeededRandom random = new(Seed);
            var (action, rewards, frame) = (new float[world.Robot.ActionSize], new double[world.Tasks.Count], new byte[FrameFormat.Bytes]);
            for (var episode = Interlocked.Increment(ref next); episode <= count; episode = Interlocked.Increment(ref next))
            {
                world.Reset(Seed + (ulong)episode);
                world.ReadPixels(frame);
                for (var step = 0; step < world.EpisodeSteps; step++)
                {
                    stop.ThrowIfCancellationRequested();
                    foreach (ref var value in action.AsSpan())
                    {
                        value = (float)random.Between(-1, 1);
                    }

                    world.Step(action, rewards);
                    world.ReadPixels(frame);
                }
            }
        }, cancellation);
    }

    private long MakeDataset(string domain, RenderPreset render, int count, CancellationToken cancellation)
    {
        var folder = Directory.CreateTempSubdirectory("genrl-bench-").FullName;
        try
        {
            var options = new CollectionOptions(folder, "random", "random", count) { Seed = Seed, Environments = threads };
            new Collection(options, ExplorerSetups.Random(domain, render)).Run(null, cancellation);
            DatasetStages.Render(folder, threads, null, cancellation);
            return new DirectoryInfo(folder).EnumerateFiles("*", SearchOption.AllDirectories).Sum(file => file.Length);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
