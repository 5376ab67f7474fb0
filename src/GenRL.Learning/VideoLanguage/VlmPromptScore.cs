namespace GenRL.Learning.VideoLanguage;

/// <summary>One prompt against the walker's physics clips.</summary>
/// <param name="Prompt">The sentence.</param>
/// <param name="PrecisionAt10">Share of true clips among the ten most similar.</param>
/// <param name="BaseRate">Share of true clips among all.</param>
/// <param name="AveragePrecision">Mean over the true clips of the precision down to each.</param>
/// <param name="TrueCosine">Mean cosine to true clips.</param>
/// <param name="FalseCosine">Mean cosine to false clips.</param>
/// <param name="Confidence">Mean cosine to the ten nearest clips of the bank.</param>
public sealed record VlmPromptScore(
    string Prompt, double PrecisionAt10, double BaseRate, double AveragePrecision, double TrueCosine, double FalseCosine, double Confidence);
