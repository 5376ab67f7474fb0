using GenRL.Learning.Networks;
using static TorchSharp.torch;

namespace GenRL.Learning.Tests.Networks;

public sealed class OneHotCategoricalTests
{
    private static Tensor Logits(params float[] values) => tensor(values).view(1, 1, values.Length);

    [Fact]
    public void Probabilities_hold_one_percent_of_the_uniform_distribution()
    {
        var p = OneHotCategorical.Probabilities(Logits(2, 0, 0, 0)).data<float>().ToArray();

        Assert.Equal(0.706622, p[0], 6);
        Assert.Equal(0.097793, p[1], 6);
        Assert.Equal(0.927457, OneHotCategorical.Entropy(Logits(2, 0, 0, 0)).item<float>(), 5);
    }

    [Fact]
    public void Divergence_to_uniform_and_back_equal_the_hand_computed_values()
    {
        Assert.Equal(0.458838, OneHotCategorical.KullbackLeibler(Logits(2, 0, 0, 0), Logits(0, 0, 0, 0)).item<float>(), 5);
        Assert.Equal(0.444200, OneHotCategorical.KullbackLeibler(Logits(0, 0, 0, 0), Logits(2, 0, 0, 0)).item<float>(), 5);
    }

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void The_gradient_of_a_sample_is_that_of_the_probabilities_whatever_was_drawn(int seed)
    {
        manual_seed(seed);
        var logits = Logits(1, 0, -1).requires_grad_();

        (OneHotCategorical.Sample(logits) * Logits(1, 2, 3)).sum().backward();

        var gradient = logits.grad()!.data<float>().ToArray();
        Assert.Equal(-0.279762, gradient[0], 5);
        Assert.Equal(0.139363, gradient[1], 5);
        Assert.Equal(0.140399, gradient[2], 5);
    }

    [Fact]
    public void Samples_are_one_hot_and_as_frequent_as_their_probability()
    {
        manual_seed(5);
        using var frozen = no_grad();
        var logits = Logits(2, 0, 0, 0).expand(20000, 1, 4).contiguous();

        var samples = OneHotCategorical.Sample(logits);

        Assert.Equal(20000, samples.sum().item<float>(), 0);
        Assert.Equal(20000, samples.square().sum().item<float>(), 0);
        Assert.InRange(samples.mean(new long[] { 0 }).flatten()[0].item<float>(), 0.69, 0.72);
    }

    [Fact]
    public void A_class_without_weight_is_still_drawn_as_often_as_its_uniform_share()
    {
        manual_seed(5);
        using var frozen = no_grad();
        var logits = Logits(100, 0, 0, 0).expand(40000, 1, 4).contiguous();

        var others = 1 - OneHotCategorical.Sample(logits).select(-1, 0).mean().item<float>();

        Assert.Equal(3 * 0.01 / 4, others, 0.0015);
    }

    [Fact]
    public void The_mode_is_the_most_likely_class_as_a_plain_one_hot()
    {
        var mode = OneHotCategorical.Mode(Logits(-1, 3, 2).requires_grad_());

        Assert.Equal([0, 1, 0], mode.data<float>().ToArray());
        Assert.False(mode.requires_grad);
    }

    [Fact]
    public void No_class_is_rarer_than_its_uniform_share()
    {
        var p = OneHotCategorical.Probabilities(Logits(100, 0, 0, 0));

        Assert.Equal(0.01 / 4, p.min().item<float>(), 6);
        Assert.True(OneHotCategorical.KullbackLeibler(Logits(0, 100, 0, 0), Logits(100, 0, 0, 0)).item<float>() <= Math.Log(400));
    }
}
