namespace GenRL.Cli.Pipelines;

/// <summary>How learning a behaviour ended.</summary>
/// <param name="Behaviour">Its name in the package.</param>
/// <param name="Package">Folder of the package.</param>
/// <param name="Steps">Gradient steps in all.</param>
/// <param name="Completed">False when it was interrupted: the package is unchanged, the checkpoint kept.</param>
public sealed record BehaviourResult(string Behaviour, string Package, long Steps, bool Completed);
