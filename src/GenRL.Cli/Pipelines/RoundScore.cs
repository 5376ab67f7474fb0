namespace GenRL.Cli.Pipelines;

/// <summary>What a behaviour reached in the simulator after a round.</summary>
/// <param name="Round">Counts from 1; the first is purely offline.</param>
/// <param name="Steps">Gradient steps the behaviour has had.</param>
/// <param name="Scores">One row per task.</param>
public sealed record RoundScore(int Round, long Steps, IReadOnlyList<BehaviourScore> Scores);
