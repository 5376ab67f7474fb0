using GenRL.Data;
using GenRL.Learning.WorldModels;
using GenRL.Robots;

namespace GenRL.Learning.Benchmarks;

/// <summary>A replay memory of made-up episodes: all that training steps read, without an environment or a dataset.</summary>
public sealed class MadeUpReplay : IDisposable
{
    private const int EpisodeCount = 16;
    private const int ShortestEpisode = 128;
    private readonly FrameStore store;
    private readonly StepArray<Half> posterior;
    private readonly StepArray<Half> windows;
    private readonly WorldModelOptions sizes;

    /// <param name="model">World model whose posteriors are cached; its sizes and number of actions are used.</param>
    /// <param name="embeddingSize">D.</param>
    /// <param name="longest">Steps of the longest sequence that will be drawn.</param>
    public MadeUpReplay(WorldModel model, int embeddingSize, int longest)
    {
        sizes = model.Options;
        var random = new SeededRandom(1);
        var length = Math.Max(ShortestEpisode, longest);
        store = FrameStore.FromEpisodes("made-up", "any", "all", [.. Enumerable.Range(0, EpisodeCount).Select(_ => MakeUp(length, random))]);
        windows = store.CreateArray<Half>(WorldModelRun.EmbeddingArray, embeddingSize);
        for (var row = 0; row < store.Rows; row++)
        {
            FillWithUnitVector(windows.Write(row), random);
        }

        posterior = PosteriorCache.Build(model, store);
    }

    /// <summary>Sequences with window embeddings, and with cached posteriors if asked for.</summary>
    public SequenceReader Reader(int batch, int length, bool withPosteriors)
        => new(store, sizes, store.Episodes, batch, length, 1, withPosteriors ? posterior : null, windows);

    /// <inheritdoc/>
    public void Dispose()
    {
        posterior.Dispose();
        windows.Dispose();
        store.Dispose();
    }

    private Episode MakeUp(int length, SeededRandom random)
    {
        var frames = new byte[length * FrameFormat.Bytes];
        foreach (ref var value in frames.AsSpan())
        {
            value = (byte)random.Next(256);
        }

        var actions = new float[length * sizes.ActionSize];
        foreach (ref var value in actions.AsSpan(sizes.ActionSize))
        {
            value = (float)random.Between(-1, 1);
        }

        return new Episode(frames, actions, [.. Enumerable.Range(0, length).Select(_ => (float)random.Between(0, 2))]);
    }

    private static void FillWithUnitVector(Span<Half> target, SeededRandom random)
    {
        var values = new double[target.Length];
        foreach (ref var value in values.AsSpan())
        {
            value = random.NextGaussian();
        }

        var norm = Math.Sqrt(values.Sum(value => value * value));
        for (var index = 0; index < values.Length; index++)
        {
            target[index] = (Half)(values[index] / norm);
        }
    }
}
