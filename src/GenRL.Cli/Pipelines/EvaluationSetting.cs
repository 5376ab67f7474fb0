namespace GenRL.Cli.Pipelines;

/// <summary>How a policy is evaluated.</summary>
/// <param name="Episodes">Whole episodes from random starts; 20 in the paper.</param>
/// <param name="Seed">Seed of starts and of what the policy draws.</param>
/// <param name="Threads">Worlds stepped at once; changes the time it takes and nothing else.</param>
public sealed record EvaluationSetting(int Episodes, ulong Seed, int Threads = 1);
