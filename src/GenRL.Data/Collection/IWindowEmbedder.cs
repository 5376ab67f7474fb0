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
}
