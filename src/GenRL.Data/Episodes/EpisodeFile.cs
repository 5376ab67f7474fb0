using System.IO.Compression;
using GenRL.Robots;

namespace GenRL.Data;

/// <summary>Reads and writes episodes as npz files in GenRL's layout (specification section 8.3).</summary>
public static class EpisodeFile
{
    /// <summary>Name of the window embeddings in the file.</summary>
    public const string EmbeddingKey = "clip_video";

    /// <summary>Fewest frames an embedded window needs.</summary>
    public const int WindowFrames = 8;

    private static readonly HashSet<string> Keys =
        ["observation", "action", "reward", "discount", "is_first", "is_last", "is_terminal", EmbeddingKey];

    /// <summary>
    /// Loads an episode. Older layouts are accepted: rewards of shape [L], no discount, no is_* arrays.
    /// Arrays GenRL does not use (<c>clip_img</c>) are skipped without being read.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="withEmbedding">False skips the window embeddings.</param>
    /// <exception cref="InvalidDataException">The file is damaged or is no episode; the message says where and why.</exception>
    public static Episode Load(string path, bool withEmbedding = true)
    {
        Dictionary<string, NpyArray> arrays = NpzFile.Read(path, name => Keys.Contains(name) && (withEmbedding || name != EmbeddingKey));
        EntryReader reader = new(path, arrays);
        NpyArray observation = reader.Required("observation", NpyType.UInt8);
        if (observation.Shape.Count != 4 || observation.Shape[0] == 0 || observation.Shape[1] != FrameFormat.Channels
            || observation.Shape[2] != FrameFormat.Size || observation.Shape[3] != FrameFormat.Size)
        {
            throw reader.Wrong("observation", $"has shape ({string.Join(", ", observation.Shape)}), (length, {FrameFormat.Channels}, {FrameFormat.Size}, {FrameFormat.Size}) expected");
        }
        int length = observation.Shape[0];
        bool[]? terminal = reader.Flags("is_terminal", length);
        float[]? discount = reader.Column("discount", length);
        float[] action = reader.Matrix("action", length) ?? throw reader.Missing("action");
        float[] reward = reader.Column("reward", length) ?? throw reader.Missing("reward");
        float[]? embedding = withEmbedding ? reader.Matrix(EmbeddingKey, length) : null;
        return new Episode(observation.Bytes.ToArray(), action, reward, terminal, discount, embedding);
    }

    /// <summary>Saves an episode atomically with the keys, types and shapes of the published data.</summary>
    public static void Save(string path, Episode episode)
    {
        int length = episode.Length;
        bool[] first = new bool[length];
        first[0] = true;
        bool[] last = new bool[length];
        last[^1] = true;
        List<KeyValuePair<string, NpyArray>> arrays =
        [
            new("observation", NpyArray.From(episode.Observation, length, FrameFormat.Channels, FrameFormat.Size, FrameFormat.Size)),
            new("is_first", NpyArray.From<bool>(first, length)),
            new("is_last", NpyArray.From<bool>(last, length)),
            new("is_terminal", NpyArray.From(episode.IsTerminal, length)),
            new("action", NpyArray.From(episode.Action, length, episode.ActionSize)),
            new("reward", NpyArray.From(episode.Reward, length, 1)),
            new("discount", NpyArray.From(episode.Discount, length, 1)),
        ];
        if (episode.EmbeddingSize > 0)
        {
            arrays.Add(new(EmbeddingKey, NpyArray.From(episode.Embedding, length, episode.EmbeddingSize)));
        }
        NpzFile.Write(path, arrays, CompressionLevel.Fastest);
    }
}
