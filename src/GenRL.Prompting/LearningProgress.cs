namespace GenRL.Prompting;

/// <summary>How far the learning of a behaviour is.</summary>
/// <param name="Fraction">0 to 1.</param>
/// <param name="Remaining">Estimated time to the end; null while nothing can be said yet.</param>
public readonly record struct LearningProgress(double Fraction, TimeSpan? Remaining);
