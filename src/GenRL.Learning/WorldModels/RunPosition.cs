namespace GenRL.Learning.WorldModels;

/// <summary>How far a run has come.</summary>
/// <param name="JointSteps">Steps of the joint phase.</param>
/// <param name="EncodedRows">Rows of the store whose posteriors are cached from the current encoder.</param>
/// <param name="CachedSteps">Steps of the cached phase.</param>
internal sealed record RunPosition(int JointSteps, long EncodedRows, int CachedSteps);
