using System.IO.Compression;
using System.Text.Json;

namespace GenRL.Data;

/// <summary>Reads and writes compact episodes: npz files with <c>qpos</c>, <c>action</c>, <c>rewards</c> and <c>details</c> (UTF-8 JSON bytes).</summary>
public static class PoseEpisodeFile
{
    private const int MaximumTasks = 256;

    /// <summary>Loads a compact episode.</summary>
    /// <exception cref="InvalidDataException">The file is damaged or is no compact episode; the message says where and why.</exception>
    public static PoseEpisode Load(string path)
    {
        Dictionary<string, NpyArray> arrays = NpzFile.Read(path);
        EntryReader reader = new(path, arrays);
        PoseEpisodeDetails details = ReadDetails(reader);
        if (!arrays.TryGetValue("qpos", out NpyArray? poses) || poses.Shape.Count != 2 || poses.Shape[0] == 0)
        {
            throw reader.Wrong("qpos", "is missing or not a matrix of at least one row");
        }
        int length = poses.Shape[0];
        double[] pose = reader.PreciseMatrix("qpos", length)!;
        float[] action = reader.Matrix("action", length) ?? throw reader.Missing("action");
        float[] rewards = reader.Matrix("rewards", length) ?? throw reader.Missing("rewards");
        if (rewards.Length != length * details.Tasks.Count)
        {
            throw reader.Wrong("rewards", $"has {rewards.Length / length} columns for {details.Tasks.Count} tasks");
        }
        return new PoseEpisode(details, length, pose, action, rewards);
    }

    /// <summary>Saves a compact episode atomically; poses keep double precision, so re-rendering is exact.</summary>
    public static void Save(string path, PoseEpisode episode)
    {
        byte[] details = JsonSerializer.SerializeToUtf8Bytes(episode.Details, DataJson.Compact);
        NpzFile.Write(
            path,
            [
                new("qpos", NpyArray.From(episode.Poses, episode.Length, episode.PoseSize)),
                new("action", NpyArray.From(episode.Action, episode.Length, episode.ActionSize)),
                new("rewards", NpyArray.From(episode.Rewards, episode.Length, episode.Details.Tasks.Count)),
                new("details", NpyArray.From<byte>(details, details.Length)),
            ],
            CompressionLevel.Fastest);
    }

    private static PoseEpisodeDetails ReadDetails(EntryReader reader)
    {
        try
        {
            PoseEpisodeDetails? details = JsonSerializer.Deserialize<PoseEpisodeDetails>(reader.Required("details", NpyType.UInt8).Bytes, DataJson.Compact);
            if (details?.Tasks is null || details.Domain is null || details.Subset is null || details.Tasks.Count is 0 or > MaximumTasks)
            {
                throw reader.Wrong("details", $"lacks domain, subset or 1 to {MaximumTasks} tasks");
            }
            return details;
        }
        catch (JsonException error)
        {
            throw reader.Wrong("details", $"is not valid JSON: {error.Message}");
        }
    }
}
