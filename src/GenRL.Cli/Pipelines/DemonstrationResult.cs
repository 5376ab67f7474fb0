using GenRL.Data;

namespace GenRL.Cli.Pipelines;

/// <summary>What a collection of demonstrations did.</summary>
/// <param name="Task">The task that was demonstrated.</param>
/// <param name="Noise">Largest deviation of the noise on actions.</param>
/// <param name="Episodes">Episodes of the subset, those of earlier runs included.</param>
/// <param name="SuccessRate">Share of them that succeeded, by task; other tasks than the demonstrated one succeed by chance.</param>
/// <param name="Collection">This run.</param>
public sealed record DemonstrationResult(string Task, double Noise, int Episodes, IReadOnlyDictionary<string, double> SuccessRate, CollectionResult Collection);
