namespace GenRL.Data;

/// <summary>Content of a frame store's <c>index.json</c>.</summary>
internal sealed record FrameStoreIndex(int SchemaVersion, FrameStoreHeader Header, IReadOnlyList<StoredEpisode> Episodes)
{
    public const int CurrentVersion = 1;
    public const string FileName = "index.json";

    /// <summary>Rows the arrays of the store have.</summary>
    public long Rows => Episodes.Count == 0 ? 0 : Episodes[^1].Start + Episodes[^1].Length;

    public static FrameStoreIndex Load(string folder)
    {
        string path = Path.Combine(folder, FileName);
        FrameStoreIndex index = DataJson.Read<FrameStoreIndex>(path);
        if (index.SchemaVersion != CurrentVersion)
        {
            throw new InvalidDataException($"{path}: schema version {index.SchemaVersion}, {CurrentVersion} expected.");
        }
        if (index.Header.ActionSize <= 0 || index.Header.PoseSize < 0 || index.Header.Tasks.Count == 0)
        {
            throw new InvalidDataException($"{path}: action size, pose size or tasks are out of range.");
        }
        long next = 0;
        foreach (StoredEpisode episode in index.Episodes)
        {
            if (episode.Start != next || episode.Length <= 0)
            {
                throw new InvalidDataException($"{path}: episode '{episode.File}' does not follow the one before it.");
            }
            next += episode.Length;
        }
        return index;
    }

    public void Save(string folder) =>
        AtomicFile.WriteText(Path.Combine(folder, FileName), System.Text.Json.JsonSerializer.Serialize(this, DataJson.Indented));
}
