namespace GenRL.Data;

/// <summary>One line of a chart.</summary>
/// <param name="Name">Name in the key.</param>
/// <param name="X">Positions.</param>
/// <param name="Y">Values, as many; those that are not finite leave a gap.</param>
public sealed record ChartSeries(string Name, IReadOnlyList<double> X, IReadOnlyList<double> Y);
