using System.Text.Json;

namespace GenRL.Data;

/// <summary>Which episodes of a frame store are embedded, by which model and how; kept beside the array, as <c>clip_video.json</c> or <c>clip_img.json</c>.</summary>
internal sealed class EmbeddingState
{
    private readonly string _array;
    private readonly Content _content;
    private readonly HashSet<long> _done;

    private EmbeddingState(string array, Content content)
    {
        _array = array;
        _content = content;
        _done = [.. content.Done];
    }

    /// <summary>Continues the state of a folder, or begins a new one.</summary>
    /// <exception cref="ArgumentException">The folder has embeddings of another model or stride, and they are to be kept.</exception>
    public static EmbeddingState Begin(string folder, string array, IWindowEmbedder embedder, int stride, bool overwrite)
    {
        Content wanted = new(embedder.Name, embedder.Dimension, stride, []);
        string path = PathOf(folder, array);
        if (File.Exists(path))
        {
            Content found = DataJson.Read<Content>(path);
            if ((found.Model, found.Dimension, found.Stride) == (wanted.Model, wanted.Dimension, wanted.Stride))
            {
                return new EmbeddingState(array, found);
            }
            if (!overwrite)
            {
                throw new ArgumentException($"{folder}: has embeddings of {found.Model} at every {found.Stride} steps; use --overwrite to replace them by {wanted.Model} at every {wanted.Stride}.");
            }
            File.Delete(path);
            foreach (string old in Directory.GetFiles(folder, $"{array}.*.bin"))
            {
                File.Delete(old);
            }
        }
        return new EmbeddingState(array, wanted);
    }

    /// <summary>Id of the model that made an array; null when there is no record of one.</summary>
    public static string? ModelOf(string folder, string array)
    {
        string path = PathOf(folder, array);
        return File.Exists(path) ? DataJson.Read<Content>(path).Model : null;
    }

    /// <summary>The state a folder has, or null where there is none.</summary>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    public static EmbeddingState? Read(string folder, string array)
    {
        string path = PathOf(folder, array);
        if (!File.Exists(path))
        {
            return null;
        }
        Content content = DataJson.Read<Content>(path);
        return content.Stride >= 1 ? new EmbeddingState(array, content) : throw new InvalidDataException($"{path}: the stride {content.Stride} is out of range.");
    }

    /// <summary>Steps between embedded windows.</summary>
    public int Stride => _content.Stride;

    public bool IsDone(long start) => _done.Contains(start);

    public void MarkDone(long start) => _done.Add(start);

    public void Save(string folder) =>
        AtomicFile.WriteText(PathOf(folder, _array), JsonSerializer.Serialize(_content with { Done = [.. _done.Order()] }, DataJson.Compact));

    private static string PathOf(string folder, string array) => Path.Combine(folder, array + ".json");

    private sealed record Content(string Model, int Dimension, int Stride, IReadOnlyList<long> Done);
}
