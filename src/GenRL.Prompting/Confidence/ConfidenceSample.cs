namespace GenRL.Prompting.Confidence;

/// <summary>One sentence of a calibration.</summary>
/// <param name="Parts">What was measured for it.</param>
/// <param name="Sensible">Whether the robot can be asked this at all.</param>
public sealed record ConfidenceSample(ConfidenceParts Parts, bool Sensible);
