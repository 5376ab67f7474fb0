using GenRL.Learning.Behaviours;
using static TorchSharp.torch;

namespace GenRL.Learning.Tests.Behaviours;

public class TwoHotTests
{
    [Theory]
    [InlineData(1, 131, 0.598516, 132, 0.401484)]
    [InlineData(10, 142, 0.773365, 143, 0.226635)]
    [InlineData(-3, 118, 0.802969, 119, 0.197031)]
    [InlineData(0.05, 127, 0.690182, 128, 0.309818)]
    [InlineData(0, 127, 1, 128, 0)]
    [InlineData(1e9, 254, 1, 0, 0)]
    [InlineData(-1e9, 0, 1, 254, 0)]
    public void Values_share_their_weight_between_the_two_nearest_bins(
        double value, int below, double belowWeight, int above, double aboveWeight)
    {
        using var scope = NewDisposeScope();
        float[] weights = Toy.Floats(TwoHot.Encode(tensor(new[] { (float)value })));
        Assert.Equal(TwoHot.Bins, weights.Length);
        Assert.Equal(belowWeight, weights[below], 1e-5);
        Assert.Equal(aboveWeight, weights[above], 1e-5);
        Assert.Equal(1, weights.Sum(), 1e-6);
        Assert.True(weights.Count(weight => weight != 0) <= 2);
    }

    [Fact]
    public void Bins_are_0_15748_apart() => Assert.Equal(0.157480, TwoHot.Spacing, 6);

    [Theory]
    [InlineData(0)]
    [InlineData(-7.5)]
    [InlineData(1e9)]
    public void Uniform_logits_give_every_target_the_same_log_probability_and_mean_0(double value)
    {
        using var scope = NewDisposeScope();
        Tensor logits = zeros(1, TwoHot.Bins);
        Assert.Equal(-5.541264, TwoHot.LogProbability(logits, tensor(new[] { (float)value })).item<float>(), 5);
        Assert.Equal(0, TwoHot.Mean(logits).item<float>(), 1e-6);
    }

    [Fact]
    public void The_mean_is_the_exponential_of_the_expected_bin()
    {
        using var scope = NewDisposeScope();
        var probabilities = new float[TwoHot.Bins];
        (probabilities[127], probabilities[128]) = (0.3f, 0.7f);
        Assert.Equal(0.116542, TwoHot.MeanOfProbabilities(tensor(probabilities)).item<float>(), 1e-6);
    }

    [Fact]
    public void Encoding_and_decoding_returns_the_value()
    {
        using var scope = NewDisposeScope();
        float[] values = Enumerable.Range(-60, 121).Select(i => MathF.Sign(i) * MathF.Pow(10, Math.Abs(i) / 10f)).ToArray();
        float[] decoded = Toy.Floats(TwoHot.MeanOfProbabilities(TwoHot.Encode(tensor(values))));
        for (int i = 0; i < values.Length; i++)
        {
            Assert.True(Math.Abs(values[i] - decoded[i]) <= 1e-4 * Math.Max(1, Math.Abs(values[i])), $"{values[i]} became {decoded[i]}");
        }
    }

    [Fact]
    public void The_sparse_log_probability_equals_the_cross_entropy_with_the_encoded_target()
    {
        using var scope = NewDisposeScope();
        manual_seed(1);
        Tensor logits = randn(7, TwoHot.Bins);
        Tensor values = randn(7) * 20;
        Tensor dense = (TwoHot.Encode(values) * logits.log_softmax(-1)).sum(-1);
        Toy.Near(Toy.Floats(dense).Select(x => (double)x).ToArray(), TwoHot.LogProbability(logits, values), 1e-5);
    }

    [Fact]
    public void A_new_critic_predicts_0_everywhere()
    {
        using var scope = NewDisposeScope();
        manual_seed(2);
        using var critic = new Critic(10, 16, 2);
        Tensor values = critic.Value(randn(50, 10) * 5);
        Assert.True(values.abs().max().item<float>() < 1e-6);
    }
}
