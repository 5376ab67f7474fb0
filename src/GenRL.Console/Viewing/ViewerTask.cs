namespace GenRL.OperatorConsole.Viewing;

/// <summary>What the robot was told to do, as <c>/prompt/task</c> says it.</summary>
/// <param name="Prompt">The sentence.</param>
/// <param name="Behaviour">What acts on it.</param>
/// <param name="State">How far it is, such as <c>active</c> or <c>learning</c>.</param>
/// <param name="Confidence">How sure the system is that it understood, 0 to 1.</param>
public sealed record ViewerTask(string Prompt, string Behaviour, string State, double Confidence);
