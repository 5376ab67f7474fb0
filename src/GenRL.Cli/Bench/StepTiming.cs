namespace GenRL.Cli.Bench;

/// <summary>How long one kind of training step takes; medians.</summary>
/// <param name="StepMs">A whole step by the clock, its batch drawn included.</param>
/// <param name="FramesPerS">Frames, or imagined states, learned from per second.</param>
/// <param name="PythonMs">The same step in plain PyTorch, measured in turns with ours; null without Python.</param>
/// <param name="RatioToPython">Ours by Python's; null without Python.</param>
/// <param name="CpuMs">Processor time of a whole step.</param>
/// <param name="PythonCpuMs">Processor time of the same step in plain PyTorch; null without Python.</param>
/// <param name="CpuRatioToPython">The ratio in processor time, which hardly depends on what else runs; null without Python.</param>
/// <param name="Parts">
/// Processor time of the parts of a step, each run alone, in milliseconds; <c>rest</c> is what the whole takes beyond their sum.
/// </param>
internal sealed record StepTiming(
    double StepMs, double FramesPerS, double? PythonMs, double? RatioToPython, double CpuMs, double? PythonCpuMs, double? CpuRatioToPython,
    IReadOnlyDictionary<string, double> Parts);
