using System.Text.Json.Serialization;

namespace GenRL.VideoLanguage;

/// <summary>Order of the axes a video network takes.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<FrameLayout>))]
public enum FrameLayout
{
    /// <summary>[batch, frames, channels, height, width]: GenRL's own order.</summary>
    [JsonStringEnumMemberName("batch_frames_channels")]
    BatchFramesChannels,

    /// <summary>[batch, channels, frames, height, width]: that of most published video networks.</summary>
    [JsonStringEnumMemberName("batch_channels_frames")]
    BatchChannelsFrames,
}
