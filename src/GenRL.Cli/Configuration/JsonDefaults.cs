using System.Text.Json;
using System.Text.Json.Serialization;
using GenRL.Cli.CommandLine;

namespace GenRL.Cli.Configuration;

/// <summary>How options are read: snake_case, and nothing silently ignored.</summary>
internal static class JsonDefaults
{
    /// <summary>Refuses keys that the options class does not have.</summary>
    public static JsonSerializerOptions Strict { get; } = new(Output.JsonOptions)
    {
        UnmappedMemberHandling = JsonUnmappedMemberHandling.Disallow,
        AllowTrailingCommas = true,
        ReadCommentHandling = JsonCommentHandling.Skip,
    };
}
