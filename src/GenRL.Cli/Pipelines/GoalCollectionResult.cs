namespace GenRL.Cli.Pipelines;

/// <summary>What an explorer of poses collected, and how well it reaches goals that it has not pursued before.</summary>
/// <param name="Episodes">Episodes of the subset.</param>
/// <param name="Steps">Agent steps of the run, earlier ones included.</param>
/// <param name="Goals">Goals tried without noise, each from rest in another pose.</param>
/// <param name="JointErrorRad">Mean error of a joint at the end.</param>
/// <param name="HeightErrorM">Mean error of the torso's height at the end.</param>
/// <param name="PitchErrorRad">Mean error of the torso's pitch at the end.</param>
/// <param name="Sheet">Picture of the goals above what was reached.</param>
public sealed record GoalCollectionResult(
    int Episodes, int Steps, int Goals, double JointErrorRad, double HeightErrorM, double PitchErrorRad, string Sheet);
