using System.Text.Encodings.Web;
using System.Text.Json;
using System.Text.Json.Serialization;
using GenRL.OperatorConsole.Viewing;
using GenRL.Robots.Scenes;

namespace GenRL.OperatorConsole.Serving;

/// <summary>How scenes and states go to the page: snake_case keys, enums as words.</summary>
internal static class ViewerJson
{
    private static readonly JsonSerializerOptions Options = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Encoder = JavaScriptEncoder.Default,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
    };

    /// <summary>The scene and where its poses come from.</summary>
    public static byte[] Scene(SceneDescription scene, string source) => JsonSerializer.SerializeToUtf8Bytes(new { source, scene }, Options);

    /// <summary>A state.</summary>
    public static byte[] State(ViewerState state) => JsonSerializer.SerializeToUtf8Bytes(state, Options);
}
