namespace GenRL.Inference;

/// <summary>
/// The categorical latent of section 1.5: K variables of V classes each, with one per cent of the uniform distribution mixed in
/// (rule ). Spans are row-major [K, V].
/// </summary>
public static class CategoricalLatent
{
    private const float Uniform = 0.01f;

    /// <summary>p = 0.99 · softmax(logits) + 0.01 / V for each variable.</summary>
    /// <returns>False if a logit is not finite; the probabilities are then meaningless.</returns>
    public static bool Probabilities(ReadOnlySpan<float> logits, int classes, Span<float> probabilities)
    {
        RequireShape(logits.Length, classes, probabilities.Length);
        bool finite = true;
        for (int start = 0; start < logits.Length; start += classes)
        {
            finite &= Mix(logits.Slice(start, classes), probabilities.Slice(start, classes));
        }

        return finite;
    }

    /// <summary>Draws one class per variable; <paramref name="oneHot"/> receives ones and zeros.</summary>
    public static void Sample(ReadOnlySpan<float> probabilities, int classes, ref Xoshiro256 random, Span<float> oneHot)
    {
        RequireShape(probabilities.Length, classes, oneHot.Length);
        oneHot.Clear();
        for (int start = 0; start < probabilities.Length; start += classes)
        {
            float threshold = random.NextFloat();
            float below = 0;
            int chosen = 0;
            while (chosen < classes - 1 && (below += probabilities[start + chosen]) <= threshold)
            {
                chosen++;
            }

            oneHot[start + chosen] = 1;
        }
    }

    /// <summary>The most probable class of each variable, the first of equals (rule without its gradient).</summary>
    public static void Mode(ReadOnlySpan<float> probabilities, int classes, Span<float> oneHot)
    {
        RequireShape(probabilities.Length, classes, oneHot.Length);
        oneHot.Clear();
        for (int start = 0; start < probabilities.Length; start += classes)
        {
            int best = 0;
            for (int i = 1; i < classes; i++)
            {
                if (probabilities[start + i] > probabilities[start + best])
                {
                    best = i;
                }
            }

            oneHot[start + best] = 1;
        }
    }

    /// <summary>Entropy in nats, averaged over the variables.</summary>
    public static double MeanEntropy(ReadOnlySpan<float> probabilities, int classes)
    {
        double sum = 0;
        foreach (float p in probabilities)
        {
            sum -= p > 0 ? p * Math.Log(p) : 0;
        }

        return sum / (probabilities.Length / classes);
    }

    private static bool Mix(ReadOnlySpan<float> logits, Span<float> probabilities)
    {
        float largest = float.NegativeInfinity;
        foreach (float logit in logits)
        {
            largest = MathF.Max(largest, logit);
        }

        float sum = 0;
        for (int i = 0; i < logits.Length; i++)
        {
            probabilities[i] = MathF.Exp(logits[i] - largest);
            sum += probabilities[i];
        }

        float scale = (1 - Uniform) / sum;
        float floor = Uniform / logits.Length;
        for (int i = 0; i < probabilities.Length; i++)
        {
            probabilities[i] = (probabilities[i] * scale) + floor;
        }

        return float.IsFinite(scale);
    }

    private static void RequireShape(int length, int classes, int otherLength)
    {
        if (classes < 1 || length % classes != 0 || otherLength != length)
        {
            throw new ArgumentException($"Spans of {length} and {otherLength} elements do not hold variables of {classes} classes each.");
        }
    }
}
