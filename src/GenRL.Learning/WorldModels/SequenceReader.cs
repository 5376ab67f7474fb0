using System.Runtime.InteropServices;
using GenRL.Data;
using GenRL.Learning.Distributed;
using GenRL.Robots;
using static TorchSharp.torch;

namespace GenRL.Learning.WorldModels;

/// <summary>
/// Draws training sequences from a frame store and the arrays cached beside it (spec 8.4): episode uniform over
/// episodes, where an episode counts as often as its subset's weight says.
/// </summary>
public sealed class SequenceReader
{
    private readonly FrameStore store;
    private readonly StepArray<Half>? posterior;
    private readonly StepArray<Half>? windows;
    private readonly WorldModelOptions sizes;
    private readonly EpisodeUniformSampler sampler;
    private readonly long[] starts;
    private readonly Range own;

    /// <param name="store">Frames, actions and rewards.</param>
    /// <param name="sizes">Sizes of the world model.</param>
    /// <param name="episodes">Episodes to draw from; list one several times to draw it more often.</param>
    /// <param name="batch">Sequences in this process's share of a batch.</param>
    /// <param name="length">Steps of a sequence.</param>
    /// <param name="seed">Seed of the draws.</param>
    /// <param name="posterior">Cached posterior probabilities, [N, K * V], or null.</param>
    /// <param name="windows">Window embeddings, [N, D], at rows 7, 15, 23, .. of each episode at least, or null.</param>
    /// <param name="ranks">Processes that draw a common batch and read their own share of it; null for this one alone.</param>
    public SequenceReader(
        FrameStore store, WorldModelOptions sizes, IEnumerable<EpisodeSpan> episodes, int batch, int length, ulong seed,
        StepArray<Half>? posterior = null, StepArray<Half>? windows = null, Ranks? ranks = null)
    {
        this.store = store;
        this.sizes = sizes;
        this.posterior = posterior;
        this.windows = windows;
        sampler = new EpisodeUniformSampler(episodes, length, seed, windows is null ? 1 : PromptFrames.WindowFrames);
        ranks ??= Ranks.Alone;
        starts = new long[batch * ranks.Size];
        own = new Range(batch * ranks.Rank, batch * (ranks.Rank + 1));
    }

    /// <summary>Whether sequences come with cached posteriors.</summary>
    public bool HasPosteriors => posterior is not null;

    /// <summary>Steps of a sequence.</summary>
    public int Length => sampler.SequenceLength;

    /// <summary>Draws a batch and reads this process's share of it; frames, posteriors and windows only if asked for and present.</summary>
    public SequenceBatch Next(bool withFrames = false)
    {
        sampler.Draw(starts);
        return Read(starts.AsSpan(own), withFrames);
    }

    /// <summary>Reads the sequences that begin at the given rows.</summary>
    public SequenceBatch Read(ReadOnlySpan<long> rows, bool withFrames)
    {
        var (batch, length) = (rows.Length, Length);
        var actions = empty(batch, length, store.Header.ActionSize, device: CPU);
        var isFirst = empty(batch, length, device: CPU);
        var frames = withFrames ? empty(new long[] { batch, length, 3, FrameFormat.Size, FrameFormat.Size }, dtype: ScalarType.Byte, device: CPU) : null;
        store.Gather(rows, length, frames is null ? [] : frames.bytes, Floats(actions), Floats(isFirst));
        return new SequenceBatch(Placed(actions), Placed(isFirst), Placed(Gather(store.Rewards, rows, store.Header.Tasks.Count)))
        {
            Frames = frames is null ? null : Placed(frames),
            Posterior = posterior is null ? null : GatherHalf(posterior, rows, [batch, length, sizes.Variables, sizes.Classes]),
            Windows = windows is null ? null : ReadWindows(rows),
        };
    }

    private Tensor ReadWindows(ReadOnlySpan<long> rows)
    {
        const int window = PromptFrames.WindowFrames;
        var size = windows!.Columns;
        using var half = empty(new long[] { rows.Length, Length / window, size }, dtype: ScalarType.Float16, device: CPU);
        var target = MemoryMarshal.Cast<byte, Half>(half.bytes);
        for (var row = 0; row < rows.Length; row++)
        {
            for (var chunk = 0; chunk < Length / window; chunk++)
            {
                windows[rows[row] + (chunk * window) + window - 1].CopyTo(target[(((row * (Length / window)) + chunk) * size)..]);
            }
        }

        return half.to(ScalarType.Float32, get_default_device());
    }

    private Tensor Gather(StepArray<float> array, ReadOnlySpan<long> rows, int columns)
    {
        var result = empty(rows.Length, Length, columns, device: CPU);
        array.Gather(rows, Length, Floats(result));
        return result;
    }

    private Tensor GatherHalf(StepArray<Half> array, ReadOnlySpan<long> rows, long[] shape)
    {
        using var half = empty(shape, dtype: ScalarType.Float16, device: CPU);
        array.Gather(rows, Length, MemoryMarshal.Cast<byte, Half>(half.bytes));
        return half.to(ScalarType.Float32, get_default_device());
    }

    // files are read into CPU memory and moved to the device that is trained on; on a CPU that is where they are already
    private static Tensor Placed(Tensor read) => get_default_device() is { type: not TorchSharp.DeviceType.CPU } place ? read.to(place, disposeAfter: true) : read;

    private static Span<float> Floats(Tensor tensor) => MemoryMarshal.Cast<byte, float>(tensor.bytes);
}
