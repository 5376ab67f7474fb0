using GenRL.Data;
using GenRL.Robots;
using GenRL.VideoLanguage;

namespace GenRL.Cli.Pipelines;

/// <summary>How well a video-language model's idea of a task's prompt agrees with the task's true reward, on a dataset's windows.</summary>
/// <param name="Task">Name of the task.</param>
/// <param name="Prompt">The sentence.</param>
/// <param name="RankCorrelation">Spearman's correlation of a window's similarity to the sentence with its reward.</param>
/// <param name="BestSimilarity">Mean cosine of the sentence with the hundredth of the windows that the reward rates highest.</param>
/// <param name="MeanSimilarity">Mean cosine of the sentence with all windows.</param>
public sealed record PromptAgreement(string Task, string Prompt, double RankCorrelation, double BestSimilarity, double MeanSimilarity)
{
    private const double BestShare = 0.01;

    /// <summary>Measures every task of the dataset that has a sentence.</summary>
    /// <param name="store">Rendered and embedded dataset.</param>
    /// <param name="model">The model of its embeddings.</param>
    /// <param name="kind">Which embeddings are compared with the sentence; an image is judged by the reward of the window it ends.</param>
    public static IReadOnlyList<PromptAgreement> Of(FrameStore store, VideoLanguageModel model, EmbeddingKind kind = EmbeddingKind.Window)
    {
        using var embeddings = store.TryOpenArray<Half>(Embedding.NameOf(kind)) ?? throw new InvalidDataException("the dataset has no such embeddings");
        var windows = RewardedWindow.Of(store, embeddings).ToList();
        return [.. WithSentence(store.Header.Domain, store.Header.Tasks).Select(task => Of(store.Header.Domain, task.Name, task.Index, windows, embeddings, model))];
    }

    /// <summary>Those of a dataset's tasks that have a sentence, with their places among its rewards: worlds also judge some that are not the benchmark's.</summary>
    internal static IEnumerable<(int Index, string Name)> WithSentence(string domain, IReadOnlyList<string> tasks) =>
        tasks.Index().Where(task => TaskCatalogue.Knows(domain, task.Item));

    private static PromptAgreement Of(
        string domain, string task, int index, List<RewardedWindow> windows, StepArray<Half> embeddings, VideoLanguageModel model)
    {
        var prompt = TaskCatalogue.Find(domain, task).Prompt;
        var sentence = model.EmbedText(prompt);
        var similarities = windows.Select(window => Dot(embeddings[window.LastRow], sentence)).ToArray();
        var rewards = windows.Select(window => window.Rewards[index]).ToArray();
        var best = Enumerable.Range(0, rewards.Length).OrderByDescending(window => rewards[window]).Take(Math.Max(1, (int)(rewards.Length * BestShare)));
        return new PromptAgreement(task, prompt, Correlation(Ranks(similarities), Ranks(rewards)), best.Average(window => similarities[window]), similarities.Average());
    }

    private static double Dot(ReadOnlySpan<Half> window, float[] sentence)
    {
        double sum = 0;
        for (var i = 0; i < sentence.Length; i++)
        {
            sum += (double)window[i] * sentence[i];
        }

        return sum;
    }

    /// <summary>Ranks with ties sharing their mean.</summary>
    internal static double[] Ranks(double[] values)
    {
        var order = Enumerable.Range(0, values.Length).OrderBy(index => values[index]).ToArray();
        var ranks = new double[values.Length];
        for (var first = 0; first < order.Length;)
        {
            var end = first;
            while (end < order.Length && values[order[end]].Equals(values[order[first]]))
            {
                end++;
            }

            foreach (var index in order.AsSpan(first, end - first))
            {
                ranks[index] = (first + end - 1) / 2.0;
            }

            first = end;
        }

        return ranks;
    }

    /// <summary>Pearson's correlation; 0 where one side does not vary.</summary>
    internal static double Correlation(double[] left, double[] right)
    {
        var (meanLeft, meanRight) = (left.Average(), right.Average());
        var (product, squaresLeft, squaresRight) = (0.0, 0.0, 0.0);
        for (var i = 0; i < left.Length; i++)
        {
            var (a, b) = (left[i] - meanLeft, right[i] - meanRight);
            (product, squaresLeft, squaresRight) = (product + (a * b), squaresLeft + (a * a), squaresRight + (b * b));
        }

        return squaresLeft * squaresRight > 0 ? product / Math.Sqrt(squaresLeft * squaresRight) : 0;
    }
}
