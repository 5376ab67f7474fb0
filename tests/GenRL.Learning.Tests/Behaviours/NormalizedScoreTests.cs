using GenRL.Learning.Behaviours;

namespace GenRL.Learning.Tests.Behaviours;

public class NormalizedScoreTests
{
    [Theory]
    [InlineData(770, 1)]
    [InlineData(30, 0)]
    [InlineData(400, 0.5)]
    public void A_walker_run_is_scored_between_random_and_expert(double episodeReturn, double expected) =>
        Assert.Equal(expected, NormalizedScore.Of(episodeReturn, random: 30, expert: 770), 9);

    [Fact]
    public void A_kitchen_success_counts_once_and_ends_the_episode()
    {
        Assert.Equal(1, NormalizedScore.EpisodeReturn([0, 3, 1, 1], endsAtSuccess: true));
        Assert.Equal(0, NormalizedScore.EpisodeReturn([0, 0], endsAtSuccess: true));
        Assert.Equal(5, NormalizedScore.EpisodeReturn([0, 3, 1, 1], endsAtSuccess: false));
    }

    [Fact]
    public void The_overall_score_of_the_published_table_is_its_plain_mean()
    {
        double[] published = [1.02, .77, 1.01, .74, .97, .86, .93, .70, .83, .35, .97, .46, .62, 1.00];
        Assert.Equal(0.802, NormalizedScore.MeanAndError(published).Mean, 3);
    }

    [Fact]
    public void The_standard_error_is_that_of_the_mean()
    {
        (double mean, double error) = NormalizedScore.MeanAndError([1, 2, 3, 4]);
        Assert.Equal(2.5, mean);
        Assert.Equal(Math.Sqrt(5.0 / 3 / 4), error, 9);
        Assert.Equal((7.0, 0.0), NormalizedScore.MeanAndError([7]));
        Assert.Throws<ArgumentException>(() => NormalizedScore.MeanAndError([]));
    }

    [Fact]
    public void Equal_random_and_expert_returns_are_refused() =>
        Assert.Throws<ArgumentException>(() => NormalizedScore.Of(1, 5, 5));
}
