namespace GenRL.Prompting;

/// <summary>Cosine similarity of embeddings, which need not have unit length.</summary>
internal static class Cosine
{
    /// <summary>In [-1, 1]; 0 when either is zero.</summary>
    public static double Between(ReadOnlySpan<float> left, ReadOnlySpan<float> right)
    {
        if (left.Length != right.Length)
        {
            throw new ArgumentException($"Embeddings of widths {left.Length} and {right.Length} cannot be compared.");
        }

        double dot = 0, squareLeft = 0, squareRight = 0;
        for (int i = 0; i < left.Length; i++)
        {
            dot += (double)left[i] * right[i];
            squareLeft += (double)left[i] * left[i];
            squareRight += (double)right[i] * right[i];
        }

        double norms = Math.Sqrt(squareLeft * squareRight);
        return norms > 0 ? dot / norms : 0;
    }
}
