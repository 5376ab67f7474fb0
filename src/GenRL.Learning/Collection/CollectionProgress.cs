namespace GenRL.Learning.Collection;

/// <summary>Where a learning collector stands after an episode.</summary>
/// <param name="Steps">Agent steps taken.</param>
/// <param name="TotalSteps">Agent steps of the run.</param>
/// <param name="StepsPerSecond">Mean rate since the run was started or resumed.</param>
/// <param name="Remaining">Estimated time to the end.</param>
/// <param name="Figures">What is worth watching, by name.</param>
public sealed record CollectionProgress(
    int Steps, int TotalSteps, double StepsPerSecond, TimeSpan Remaining, IReadOnlyDictionary<string, double> Figures)
{
    /// <summary>One line for people.</summary>
    public override string ToString() => FormattableString.Invariant(
        $"{Steps}/{TotalSteps} steps, {StepsPerSecond:f0} steps/s, {Remaining:h\\:mm\\:ss} left: {string.Join(", ", Figures.Select(pair => FormattableString.Invariant($"{pair.Key} {pair.Value:g3}")))}");
}
