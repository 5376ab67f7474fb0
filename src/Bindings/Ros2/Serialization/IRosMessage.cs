using System.ComponentModel;

namespace ROS2;

/// <summary>
/// A ROS 2 message. Implemented by the generated classes only; the members with two underscores are theirs, as in
/// rcldotnet, and not for user code.
/// </summary>
public interface IRosMessage
{
    /// <summary>Names, hash and payload check of the message's type.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    RosTypeSupport __GetTypeSupport();

    /// <summary>Appends the message to a CDR payload.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    void __WriteTo(ref CdrWriter writer);

    /// <summary>Overwrites the message from a payload that the type's check accepted.</summary>
    [EditorBrowsable(EditorBrowsableState.Never)]
    void __ReadFrom(ref CdrReader reader);
}
