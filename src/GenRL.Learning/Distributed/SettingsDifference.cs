using System.Text.Json.Nodes;

namespace GenRL.Learning.Distributed;

/// <summary>The first place where two JSON documents differ.</summary>
/// <param name="Path">Keys to it, joined by dots; empty for the whole document.</param>
/// <param name="First">Value in the first document, or null where it is missing.</param>
/// <param name="Second">Value in the second document, or null where it is missing.</param>
internal sealed record SettingsDifference(string Path, string? First, string? Second)
{
    /// <summary>Compares two documents; null when they say the same.</summary>
    public static SettingsDifference? Find(string first, string second) => Find("", JsonNode.Parse(first), JsonNode.Parse(second));

    /// <summary>A sentence such as <c>joint.batch is 4 in process 0 and 8 in process 1</c>.</summary>
    public string Describe(int firstRank, int secondRank) =>
        $"{(Path.Length == 0 ? "the settings are" : Path + " is")} {First ?? "missing"} in process {firstRank} and {Second ?? "missing"} in process {secondRank}";

    private static SettingsDifference? Find(string path, JsonNode? first, JsonNode? second)
    {
        if (first is JsonObject one && second is JsonObject other)
        {
            return one.Select(pair => pair.Key).Union(other.Select(pair => pair.Key))
                .Select(key => Find(path.Length == 0 ? key : $"{path}.{key}", one[key], other[key]))
                .FirstOrDefault(difference => difference is not null);
        }

        return JsonNode.DeepEquals(first, second) ? null : new SettingsDifference(path, first?.ToJsonString(), second?.ToJsonString());
    }
}
