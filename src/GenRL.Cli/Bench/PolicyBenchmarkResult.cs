namespace GenRL.Cli.Bench;

/// <summary>What <c>genrl bench policy</c> measured.</summary>
/// <param name="Setting">What was measured, on what.</param>
/// <param name="Provider">What computed the networks.</param>
/// <param name="Steps">Steps measured, after the warm-up.</param>
/// <param name="LatencyUs">Duration of a step.</param>
/// <param name="BytesPerStep">Managed bytes allocated per step.</param>
internal sealed record PolicyBenchmarkResult(BenchSetting Setting, string Provider, int Steps, LatencyUs LatencyUs, double BytesPerStep);
