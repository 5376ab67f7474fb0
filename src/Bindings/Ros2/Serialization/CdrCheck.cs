namespace ROS2;

/// <summary>Walks over one message's payload without storing anything.</summary>
/// <param name="reader">Positioned at the message's first byte; left behind its last.</param>
/// <exception cref="InvalidDataException">The payload is not such a message.</exception>
public delegate void CdrCheck(ref CdrReader reader);
