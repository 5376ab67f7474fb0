using System.Text.Json.Serialization;

namespace GenRL.VideoLanguage;

/// <summary>Values a video network takes.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<FrameElement>))]
public enum FrameElement
{
    /// <summary>Bytes 0..255; the network normalises by itself.</summary>
    [JsonStringEnumMemberName("uint8")]
    Bytes,

    /// <summary>Floats (value / 255 - mean) / deviation.</summary>
    [JsonStringEnumMemberName("float32")]
    Floats,
}
