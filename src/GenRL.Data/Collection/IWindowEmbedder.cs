using GenRL.Robots;

namespace GenRL.Data;

/// <summary>Turns windows of frames into embeddings: what this room needs to know of a video-language model. Thread-safe.</summary>
public interface IWindowEmbedder
{
    /// <summary>Id of the model; embeddings of different models do not mix.</summary>
    string Name { get; }

    /// <summary>Length D of an embedding.</summary>
    int Dimension { get; }

    /// <summary>Frames of a window.</summary>
    int Frames { get; }

    /// <summary>Embeds windows.</summary>
    /// <param name="windows">[N, Frames, 3, 64, 64].</param>
    /// <param name="embeddings">Receives [N, D] unit vectors.</param>
    void EmbedWindows(ReadOnlySpan<byte> windows, Span<float> embeddings);

    /// <summary>
    /// Embeds every window of consecutive frames. Models that can share work between overlapping windows override this; the result is the
    /// same up to rounding.
    /// </summary>
    /// <param name="frames">[F, 3, 64, 64], F at least <see cref="Frames"/>.</param>
    /// <param name="embeddings">Receives [F - Frames + 1, D] unit vectors.</param>
    void EmbedSequence(ReadOnlySpan<byte> frames, Span<float> embeddings)
    {
        int windowBytes = Frames * FrameFormat.Bytes;
        int count = embeddings.Length / Dimension;
        byte[] windows = new byte[count * windowBytes];
        for (int i = 0; i < count; i++)
        {
            frames.Slice(i * FrameFormat.Bytes, windowBytes).CopyTo(windows.AsSpan(i * windowBytes));
        }
        EmbedWindows(windows, embeddings);
    }
}
