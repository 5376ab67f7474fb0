namespace GenRL.Learning.VideoLanguage;

/// <summary>How well clips find their sentences.</summary>
/// <param name="Clips">Clips tried.</param>
/// <param name="LabelRecallAt1">Share of clips whose nearest label sentence (one per kind) is their own.</param>
/// <param name="LabelRecallAt1Lenient">The same, counting sentences about which people would disagree.</param>
/// <param name="HeldOutCaptionRecallAt1">Share of clips whose nearest phrase, among phrases training never saw, is true.</param>
/// <param name="HeldOutFrameRecallAt1">The same for known phrases in sentences training never saw.</param>
/// <param name="RecallByLabel">Lenient label recall of each kind.</param>
public sealed record VlmRetrieval(
    int Clips, double LabelRecallAt1, double LabelRecallAt1Lenient, double HeldOutCaptionRecallAt1, double HeldOutFrameRecallAt1,
    IReadOnlyDictionary<string, double> RecallByLabel);
