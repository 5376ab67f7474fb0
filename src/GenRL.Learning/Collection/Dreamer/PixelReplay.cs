using System.Runtime.InteropServices;
using GenRL.Data;
using GenRL.Learning.WorldModels;
using GenRL.Robots;
using static TorchSharp.torch;

namespace GenRL.Learning.Collection.Dreamer;

/// <summary>
/// Episodes with frames in memory, drawn as in spec 8.4: an episode uniform over episodes, a start uniform over those from which a
/// whole sequence fits.
/// </summary>
/// <param name="capacity">Rows kept; the oldest episodes leave first, the newest stays in any case.</param>
public sealed class PixelReplay(int capacity)
{
    private readonly Queue<Episode> episodes = [];

    /// <summary>Rows held.</summary>
    public int Rows { get; private set; }

    /// <summary>Episodes held.</summary>
    public int Episodes => episodes.Count;

    /// <summary>Adds an episode.</summary>
    public void Add(Episode episode)
    {
        episodes.Enqueue(episode);
        Rows += episode.Length;
        while (Rows > capacity && episodes.Count > 1)
        {
            Rows -= episodes.Dequeue().Length;
        }
    }

    /// <summary>Draws sequences.</summary>
    /// <param name="random">Decides which.</param>
    /// <param name="batch">Sequences B.</param>
    /// <param name="length">Steps T.</param>
    /// <exception cref="InvalidOperationException">No episode is long enough.</exception>
    public SequenceBatch Draw(SeededRandom random, int batch, int length)
    {
        Episode[] candidates = [.. episodes.Where(episode => episode.Length >= length)];
        if (candidates.Length == 0)
        {
            throw new InvalidOperationException($"No episode of the replay has the {length} rows of a training sequence.");
        }

        var actionSize = candidates[0].ActionSize;
        Tensor actions = empty(batch, length, actionSize), isFirst = zeros(batch, length), rewards = empty(batch, length, 1);
        var frames = empty(new long[] { batch, length, FrameFormat.Channels, FrameFormat.Size, FrameFormat.Size }, dtype: ScalarType.Byte);
        for (var row = 0; row < batch; row++)
        {
            var episode = candidates[random.Next(candidates.Length)];
            var start = random.Next(episode.Length - length + 1);
            episode.Observation.Slice(start * FrameFormat.Bytes, length * FrameFormat.Bytes).CopyTo(frames.bytes[(row * length * FrameFormat.Bytes)..]);
            episode.Action.Slice(start * actionSize, length * actionSize).CopyTo(Floats(actions)[(row * length * actionSize)..]);
            episode.Reward.Slice(start, length).CopyTo(Floats(rewards)[(row * length)..]);
            Floats(isFirst)[row * length] = start == 0 ? 1 : 0;
        }

        return new SequenceBatch(actions, isFirst, rewards) { Frames = frames };
    }

    private static Span<float> Floats(Tensor tensor) => MemoryMarshal.Cast<byte, float>(tensor.bytes);
}
