using GenRL.Data;
using GenRL.Prompting.Confidence;

namespace GenRL.Prompting;

/// <summary>What the system takes a prompt to mean, and how sure it is.</summary>
/// <param name="Prompt">The sentence, checked.</param>
/// <param name="Embedding">Its embedding, [D], unit length.</param>
/// <param name="Aligned">The visual embedding it stands for, [D], unit length: what a conditioned policy is told.</param>
/// <param name="Confidence">0 (nothing like it was ever seen) to 1.</param>
/// <param name="Verdict">What follows from the confidence.</param>
/// <param name="Parts">What the confidence is made of.</param>
/// <param name="Nearest">Known behaviours, nearest first.</param>
/// <param name="Target">The decoded target, frame by frame.</param>
public sealed record PromptJudgement(
    string Prompt,
    float[] Embedding,
    float[] Aligned,
    double Confidence,
    Verdict Verdict,
    ConfidenceParts Parts,
    IReadOnlyList<BehaviourMatch> Nearest,
    IReadOnlyList<RgbImage> Target);
