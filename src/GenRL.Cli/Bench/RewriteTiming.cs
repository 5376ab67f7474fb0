namespace GenRL.Cli.Bench;

/// <summary>What one rewrite of spec 11.4 gains on this machine: medians of processor time, measured in turns.</summary>
/// <param name="Name">What is rewritten.</param>
/// <param name="BeforeMs">The obvious way.</param>
/// <param name="AfterMs">The way training does it.</param>
/// <param name="Ratio">After by before.</param>
/// <param name="MaxDifference">Largest difference of any result or gradient, relative to the largest value of its tensor.</param>
internal sealed record RewriteTiming(string Name, double BeforeMs, double AfterMs, double Ratio, double MaxDifference);
