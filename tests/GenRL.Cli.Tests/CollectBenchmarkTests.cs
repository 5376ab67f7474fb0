using GenRL.Cli.Bench;
using GenRL.Simulation;

namespace GenRL.Cli.Tests;

[Trait("speed", "slow")]
public sealed class CollectBenchmarkTests
{
    [Fact]
    public void A_dataset_is_made_in_turns_with_its_bound_and_removed_again()
    {
        var before = Leftovers();

        var result = new CollectBenchmark(episodes: 1, threads: 2, rounds: 1).Run("walker", RenderPreset.Plain, CancellationToken.None);

        Assert.Equal(("walker", "plain", 1), (result.Domain, result.Render, result.Episodes));
        Assert.Equal(result.FramesPerS / result.BoundFramesPerS, result.Ratio, 6);

        // Pictures are stored as they are: a dataset of fewer bytes would lack some.
        Assert.True(result.BytesPerFrame > 64 * 64 * 3, $"{result.BytesPerFrame} bytes per frame");
        Assert.InRange(result.BoundCpuMsPerFrame, 0.01, 1000);
        Assert.Equal(before, Leftovers());
    }

    [Fact]
    public void It_stops_when_told()
    {
        using CancellationTokenSource stop = new();
        stop.Cancel();

        Assert.Throws<OperationCanceledException>(() => new CollectBenchmark(1, 1, 1).Run("walker", RenderPreset.Plain, stop.Token));
    }

    private static int Leftovers() => Directory.GetDirectories(Path.GetTempPath(), "genrl-bench-*").Length;
}
