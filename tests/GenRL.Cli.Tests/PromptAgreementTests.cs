using GenRL.Cli.Pipelines;

namespace GenRL.Cli.Tests;

public class PromptAgreementTests
{
    [Fact]
    public void Equal_values_share_their_mean_rank() =>
        Assert.Equal([2.5, 0, 2.5, 1, 4], PromptAgreement.Ranks([7, 1, 7, 3, 9]));

    [Theory]
    [InlineData(new double[] { 1, 2, 3 }, new double[] { 10, 20, 30 }, 1)]
    [InlineData(new double[] { 1, 2, 3 }, new double[] { 3, 2, 1 }, -1)]
    [InlineData(new double[] { 1, 2, 3 }, new double[] { 5, 5, 5 }, 0)]
    public void Correlation_is_one_for_equal_order_and_zero_where_nothing_varies(double[] left, double[] right, double expected) =>
        Assert.Equal(expected, PromptAgreement.Correlation(PromptAgreement.Ranks(left), PromptAgreement.Ranks(right)), 1e-12);

    [Fact]
    public void Tasks_without_a_sentence_are_left_out_and_the_others_keep_their_places() =>
        Assert.Equal([(0, "run"), (2, "lying_down")], PromptAgreement.WithSentence("cheetah", ["run", "flip", "lying_down", "run_backward"]));
}
