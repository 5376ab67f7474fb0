using System.Text.Json.Serialization;

namespace GenRL.Robots;

/// <summary>What the number that an actuator is sent means.</summary>
[JsonConverter(typeof(JsonStringEnumConverter<CommandKind>))]
public enum CommandKind
{
    /// <summary>A torque of its joint in newton metres.</summary>
    [JsonStringEnumMemberName("torque")]
    Torque,

    /// <summary>Where to pull its joint, or a weighted sum of joints (a tendon): radians, or metres for a sliding joint.</summary>
    [JsonStringEnumMemberName("target")]
    Target,
}
