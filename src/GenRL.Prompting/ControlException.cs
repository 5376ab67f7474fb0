namespace GenRL.Prompting;

/// <summary>The control node refused a behaviour or did not answer; the robot goes on with what it did.</summary>
public sealed class ControlException(string message) : Exception(message);
