namespace GenRL.Learning.Behaviours;

/// <summary>Scores of the evaluation protocol (spec 9.1): 0 is a random policy, 1 an expert.</summary>
public static class NormalizedScore
{
    /// <summary>Normalises a return.</summary>
    /// <param name="episodeReturn">Mean return of the evaluated policy.</param>
    /// <param name="random">Return of a random policy.</param>
    /// <param name="expert">Return of an expert; must differ from <paramref name="random"/>.</param>
    public static double Of(double episodeReturn, double random, double expert)
    {
        if (random == expert)
        {
            throw new ArgumentException($"Random and expert return are both {random}; a score needs two different ones.", nameof(expert));
        }
        return (episodeReturn - random) / (expert - random);
    }

    /// <summary>Sums the rewards of an episode.</summary>
    /// <param name="rewards">Reward of every step.</param>
    /// <param name="endsAtSuccess">Kitchen rule: a step counts at most 1, and the first success ends the episode.</param>
    public static double EpisodeReturn(IEnumerable<double> rewards, bool endsAtSuccess) => endsAtSuccess
        ? rewards.Any(reward => reward >= 1) ? 1 : 0
        : rewards.Sum();

    /// <summary>Mean and standard error of the mean.</summary>
    public static (double Mean, double StandardError) MeanAndError(IReadOnlyCollection<double> scores)
    {
        if (scores.Count == 0)
        {
            throw new ArgumentException("The mean of no scores is not defined.", nameof(scores));
        }
        double mean = scores.Average();
        double variance = scores.Count < 2 ? 0 : scores.Sum(score => (score - mean) * (score - mean)) / (scores.Count - 1);
        return (mean, Math.Sqrt(variance / scores.Count));
    }
}
