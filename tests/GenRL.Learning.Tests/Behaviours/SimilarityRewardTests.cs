using GenRL.Learning.Behaviours;
using static TorchSharp.torch;

namespace GenRL.Learning.Tests.Behaviours;

public class SimilarityRewardTests
{
    [Theory]
    [InlineData(3, 4, 6, 8, 0.5)]
    [InlineData(1, 0, 0, 2, 0)]
    [InlineData(2, 0, 1, 1, 0.5)]
    [InlineData(-3, 7, -3, 7, 1)]
    public void Max_cosine_is_that_of_the_specification(float a, float b, float c, float d, double expected)
    {
        using var scope = NewDisposeScope();
        Tensor first = tensor(new[] { a, b });
        Tensor second = tensor(new[] { c, d });
        Assert.Equal(expected, SimilarityReward.Between(first, second, Similarity.MaxCosine).item<float>(), 1e-6);
        Assert.Equal(expected, SimilarityReward.Between(second, first, Similarity.MaxCosine).item<float>(), 1e-6);
    }

    [Fact]
    public void Max_cosine_is_never_larger_than_the_cosine()
    {
        using var scope = NewDisposeScope();
        manual_seed(5);
        Tensor first = randn(200, 6);
        Tensor second = randn(200, 6) * 3;
        Tensor bound = SimilarityReward.Between(first, second, Similarity.Cosine).abs() + 1e-6;
        Assert.True((SimilarityReward.Between(first, second, Similarity.MaxCosine).abs() <= bound).all().item<bool>());
    }

    [Theory]
    [InlineData(Similarity.MaxCosine)]
    [InlineData(Similarity.Cosine)]
    public void The_table_holds_every_pair_for_own_and_for_common_targets(Similarity similarity)
    {
        using var scope = NewDisposeScope();
        manual_seed(6);
        Tensor agent = randn(4, 3, 5);
        Tensor target = randn(4, 3, 5);
        Tensor own = SimilarityReward.Table(agent, target, similarity);
        Tensor common = SimilarityReward.Table(agent, target.narrow(1, 0, 1), similarity);
        for (int t = 0; t < 4; t++)
        {
            for (int j = 0; j < 4; j++)
            {
                Tensor pair = SimilarityReward.Between(agent.select(0, t), target.select(0, j), similarity);
                Toy.Near(Toy.Floats(pair).Select(x => (double)x).ToArray(), own.select(0, t).select(0, j), 1e-6);
                Tensor first = SimilarityReward.Between(agent.select(0, t), target.select(0, j).narrow(0, 0, 1), similarity);
                Toy.Near(Toy.Floats(first).Select(x => (double)x).ToArray(), common.select(0, t).select(0, j), 1e-6);
            }
        }
    }

    [Theory]
    [InlineData(Similarity.MaxCosine, 1)]
    [InlineData(Similarity.MaxCosine, 4)]
    [InlineData(Similarity.Cosine, 1)]
    public void The_gradient_follows_direction_and_norm(Similarity similarity, float length)
    {
        using var scope = NewDisposeScope();
        Tensor target = tensor(new[] { 1f, 2f, -1f });
        float[] point = [0.4f * length, 0.3f * length, 0.9f * length];
        Tensor variable = tensor(point, requires_grad: true);
        Tensor value = SimilarityReward.Between(variable, target, similarity);
        float[] gradient = Toy.Floats(autograd.grad([value], [variable])[0]);
        for (int i = 0; i < point.Length; i++)
        {
            double Shifted(float by)
            {
                float[] moved = [.. point];
                moved[i] += by;
                return SimilarityReward.Between(tensor(moved), target, similarity).item<float>();
            }
            Assert.Equal((Shifted(5e-3f) - Shifted(-5e-3f)) / 1e-2, gradient[i], 1e-3);
        }
    }

    [Fact]
    public void Zero_vectors_have_similarity_0_and_finite_gradients()
    {
        using var scope = NewDisposeScope();
        Tensor variable = zeros(3, requires_grad: true);
        Tensor value = SimilarityReward.Between(variable, zeros(3), Similarity.Cosine);
        Assert.Equal(0, value.item<float>());
        Assert.All(Toy.Floats(autograd.grad([value], [variable])[0]), x => Assert.True(float.IsFinite(x)));
    }
}
