namespace GenRL.Learning.Benchmarks;

/// <summary>One part of a training step that can be run alone, forward and backward, on inputs of the step's sizes.</summary>
/// <param name="Name">Such as <c>encoder</c>.</param>
/// <param name="Run">Runs it once; leaves no tensor behind and changes no weight.</param>
public sealed record StepPart(string Name, Action Run);
