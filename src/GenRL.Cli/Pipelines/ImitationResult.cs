namespace GenRL.Cli.Pipelines;

/// <summary>An expert that was learned from demonstrations.</summary>
/// <param name="Task">Its task.</param>
/// <param name="Path">Its file.</param>
/// <param name="Episodes">Episodes that were demonstrated.</param>
/// <param name="DemonstratedReturn">Mean return of the demonstrations in the task; of the kitchen, the share that succeeded.</param>
/// <param name="Loss">Mean squared difference from the demonstrator's actions over the last updates.</param>
internal sealed record ImitationResult(string Task, string Path, int Episodes, double DemonstratedReturn, double? Loss);
