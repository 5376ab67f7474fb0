namespace GenRL.Learning.Experts;

/// <summary>Where learning from demonstrations stands.</summary>
/// <param name="Episodes">Episodes demonstrated.</param>
/// <param name="Updates">Gradient steps taken.</param>
/// <param name="Loss">Mean squared difference from the demonstrator's actions over the last updates; null before the first.</param>
/// <param name="Returns">Mean return of the demonstrator's episodes so far in each task of the world.</param>
public sealed record ImitationProgress(int Episodes, int Updates, double? Loss, IReadOnlyDictionary<string, double> Returns);
