namespace GenRL.Prompting.Confidence;

/// <summary>What speaks for a prompt having been understood, each a cosine in [-1, 1].</summary>
/// <param name="Seen">Mean of the best similarities of the sentence to what this robot has been seen doing.</param>
/// <param name="AlignedSeen">The same for the visual embedding that the aligner makes of the sentence.</param>
/// <param name="Aligner">Similarity of the sentence to that visual embedding.</param>
/// <param name="Cycle">Similarity of the sentence to its own decoded target, seen again by the video-language model.</param>
/// <param name="Familiar">Mean of the best similarities of the sentence to the clips of the video-language model; 0 where it has none.</param>
public sealed record ConfidenceParts(double Seen, double AlignedSeen, double Aligner, double Cycle, double Familiar = 0)
{
    /// <summary>Number of parts.</summary>
    internal const int Count = 5;

    /// <summary>The parts in order.</summary>
    internal double[] ToArray() => [Seen, AlignedSeen, Aligner, Cycle, Familiar];
}
