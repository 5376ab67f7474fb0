namespace GenRL.VideoLanguage;

/// <summary>Measures of a set of unit embeddings. All matrices are row-major [N, D].</summary>
public static class EmbeddingStatistics
{
    /// <summary>Cosine of two unit vectors.</summary>
    public static double Similarity(ReadOnlySpan<float> a, ReadOnlySpan<float> b)
    {
        if (a.Length != b.Length)
        {
            throw new ArgumentException($"Embeddings of {a.Length} and {b.Length} values cannot be compared.");
        }
        double sum = 0;
        for (int i = 0; i < a.Length; i++)
        {
            sum += (double)a[i] * b[i];
        }
        return sum;
    }

    /// <summary>Share of videos whose most similar text has the video's own class.</summary>
    /// <param name="videos">[N, D].</param>
    /// <param name="videoClasses">[N].</param>
    /// <param name="texts">[M, D].</param>
    /// <param name="textClasses">[M].</param>
    /// <param name="dimension">D.</param>
    public static double RecallAtOne(ReadOnlySpan<float> videos, ReadOnlySpan<int> videoClasses, ReadOnlySpan<float> texts, ReadOnlySpan<int> textClasses, int dimension)
    {
        RequireRows(videos, videoClasses.Length, dimension);
        RequireRows(texts, textClasses.Length, dimension);
        int hits = 0;
        for (int video = 0; video < videoClasses.Length; video++)
        {
            int best = -1;
            double highest = double.NegativeInfinity;
            for (int text = 0; text < textClasses.Length; text++)
            {
                double similarity = Similarity(videos.Slice(video * dimension, dimension), texts.Slice(text * dimension, dimension));
                if (similarity > highest)
                {
                    (highest, best) = (similarity, text);
                }
            }
            hits += textClasses[best] == videoClasses[video] ? 1 : 0;
        }
        return (double)hits / videoClasses.Length;
    }

    /// <summary>Probability that a score of the first set exceeds one of the second (area under the ROC curve); ties count half.</summary>
    public static double Auroc(IReadOnlyCollection<double> positives, IReadOnlyCollection<double> negatives)
    {
        ArgumentOutOfRangeException.ThrowIfZero(positives.Count);
        ArgumentOutOfRangeException.ThrowIfZero(negatives.Count);
        double wins = 0;
        foreach (double positive in positives)
        {
            foreach (double negative in negatives)
            {
                wins += positive > negative ? 1 : positive == negative ? 0.5 : 0;
            }
        }
        return wins / ((double)positives.Count * negatives.Count);
    }

    /// <summary>Distance between the mean vectors of two sets: how far videos and sentences lie apart as groups.</summary>
    public static double ModalityGap(ReadOnlySpan<float> videos, ReadOnlySpan<float> texts, int dimension)
    {
        double[] a = Mean(videos, dimension);
        double[] b = Mean(texts, dimension);
        return Math.Sqrt(a.Zip(b, (x, y) => (x - y) * (x - y)).Sum());
    }

    /// <summary>Mean cosine over all pairs of different rows: near 1 when the embeddings fill only a narrow cone.</summary>
    public static double MeanPairwiseSimilarity(ReadOnlySpan<float> embeddings, int dimension)
    {
        int rows = embeddings.Length / dimension;
        ArgumentOutOfRangeException.ThrowIfLessThan(rows, 2);
        // Sum of all n^2 products is the squared length of the sum; the n products of rows with themselves are 1.
        double squared = Mean(embeddings, dimension).Sum(value => value * value) * rows * rows;
        return (squared - rows) / ((double)rows * (rows - 1));
    }

    /// <summary>Mean cosine of rows this many steps apart, in one episode.</summary>
    public static double MeanSimilarityAtLag(ReadOnlySpan<float> embeddings, int dimension, int lag)
    {
        int pairs = embeddings.Length / dimension - lag;
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(pairs);
        double sum = 0;
        for (int row = 0; row < pairs; row++)
        {
            sum += Similarity(embeddings.Slice(row * dimension, dimension), embeddings.Slice((row + lag) * dimension, dimension));
        }
        return sum / pairs;
    }

    private static double[] Mean(ReadOnlySpan<float> embeddings, int dimension)
    {
        int rows = embeddings.Length / dimension;
        RequireRows(embeddings, rows, dimension);
        double[] mean = new double[dimension];
        for (int i = 0; i < embeddings.Length; i++)
        {
            mean[i % dimension] += (double)embeddings[i] / rows;
        }
        return mean;
    }

    private static void RequireRows(ReadOnlySpan<float> embeddings, int rows, int dimension)
    {
        if (dimension <= 0 || rows == 0 || embeddings.Length != (long)rows * dimension)
        {
            throw new ArgumentException($"{embeddings.Length} values are not {rows} embeddings of {dimension}.");
        }
    }
}
