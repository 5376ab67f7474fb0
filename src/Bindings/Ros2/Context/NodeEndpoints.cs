namespace ROS2;

/// <summary>One node's entry in the ROS graph.</summary>
internal sealed record NodeEndpoints(string Namespace, string Name, IReadOnlyList<byte[]> Readers, IReadOnlyList<byte[]> Writers);
