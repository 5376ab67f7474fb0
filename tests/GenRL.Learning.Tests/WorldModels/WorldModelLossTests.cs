using GenRL.Learning.Networks;
using GenRL.Learning.WorldModels;
using static TorchSharp.torch;

namespace GenRL.Learning.Tests.WorldModels;

public sealed class WorldModelLossTests
{
    private static Tensor Logits(params float[] values) => tensor(values).view(1, 1, values.Length).requires_grad_();

    [Fact]
    public void The_balanced_divergence_and_its_gradients_equal_the_hand_computed_values()
    {
        var (posterior, prior) = (Logits(2, 0), Logits(0, 1));

        var (loss, _) = WorldModelLoss.BalancedKl(OneHotCategorical.Probabilities(posterior), OneHotCategorical.Probabilities(prior), freeNats: 0);
        loss.backward();

        Assert.Equal(0.810256, loss.item<float>(), 5);
        Assert.Equal(0.046034, posterior.grad()!.data<float>()[0], 5);
        Assert.Equal(-0.506988, prior.grad()!.data<float>()[0], 5);
    }

    [Fact]
    public void With_sides_exchanged_it_is_the_connectors_divergence_with_a_posterior_that_learns_too()
    {
        var (posterior, connector) = (Logits(2, 0), Logits(0, 1));

        var (loss, _) = WorldModelLoss.BalancedKl(
            OneHotCategorical.Probabilities(connector), OneHotCategorical.Probabilities(posterior), balance: 1 - 0.8, freeNats: 0);
        loss.backward();

        Assert.Equal(0.978183, loss.item<float>(), 5);
        Assert.Equal(0.116728, posterior.grad()!.data<float>()[0], 5);
        Assert.Equal(-0.459754, connector.grad()!.data<float>()[0], 5);
    }

    [Fact]
    public void Below_the_free_nats_there_is_no_gradient()
    {
        var (posterior, prior) = (Logits(2, 0), Logits(0, 1));

        var (loss, mean) = WorldModelLoss.BalancedKl(OneHotCategorical.Probabilities(posterior), OneHotCategorical.Probabilities(prior));
        loss.backward();

        Assert.Equal(1, loss.item<float>(), 6);
        Assert.Equal(0, prior.grad()!.abs().sum().item<float>(), 7);
        Assert.Equal(0.810256, mean.item<float>(), 4);
    }

    [Fact]
    public void Free_nats_are_clipped_for_every_element_before_the_mean()
    {
        // two elements, one below and one above the free nats: their clipped mean, not the clip of their mean
        var posterior = OneHotCategorical.Probabilities(tensor(new float[] { 0.1f, 0, 9, 0 }).view(2, 1, 2));
        var prior = OneHotCategorical.Probabilities(tensor(new float[] { 0, 0, 0, 9 }).view(2, 1, 2));
        var each = OneHotCategorical.Divergence(posterior, prior).data<float>().ToArray();

        var (loss, _) = WorldModelLoss.BalancedKl(posterior, prior);

        Assert.True(each[0] < 1 && each[1] > 3);
        Assert.Equal((1 + each[1]) / 2, loss.item<float>(), 4);
    }

    [Fact]
    public void The_total_weighs_the_divergence_with_six_tenths_and_the_others_with_one()
    {
        var dynamics = new DynamicsLoss(KullbackLeibler: tensor(3f), Reward: tensor(5f), Mean: tensor(100f));

        Assert.Equal((3 * 0.6) + 5, WorldModelLoss.Total(dynamics).item<float>(), 5);
        Assert.Equal(2 + (3 * 0.6) + 5, WorldModelLoss.Total(dynamics, image: tensor(2f)).item<float>(), 5);
    }

    [Fact]
    public void The_image_error_is_summed_over_pixels_and_averaged_over_frames()
        => Assert.Equal(3 * 64 * 64 * 0.25, WorldModelLoss.ImageError(zeros(5, 3, 64, 64), ones(5, 3, 64, 64) * 0.5).item<float>(), 2);
}
