using GenRL.Learning.Behaviours;
using GenRL.Learning.Collection.Dreamer;
using GenRL.Learning.Optimisation;
using GenRL.Learning.Tests.Behaviours;
using static TorchSharp.torch;

namespace GenRL.Learning.Tests.Collection.Dreamer;

public sealed class DisagreementTests : IDisposable
{
    private const int Feature = 5, Actions = 2, Embedding = 4;
    private readonly DisagreementEnsemble ensemble;

    public DisagreementTests()
    {
        manual_seed(4);
        ensemble = new DisagreementEnsemble(3, Feature, Actions, Embedding);
    }

    public void Dispose() => ensemble.Dispose();

    [Fact]
    public void Two_members_predicting_0_and_2_everywhere_disagree_by_2()
    {
        using var scope = NewDisposeScope();
        var predictions = stack([zeros(3, Embedding), full(new long[] { 3, Embedding }, 2f)]);
        Toy.Near([2, 2, 2], DisagreementEnsemble.Variance(predictions), 1e-6);
    }

    [Fact]
    public void The_start_state_earns_nothing_and_every_other_the_variance_of_what_led_there()
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        var trajectory = Imagined(out var feature, out var action);
        var reward = ensemble.Reward(trajectory);
        Assert.Equal([4, 6], reward.shape);
        Toy.Near(new double[6], reward.select(0, 0), 0);
        for (var time = 0; time < 3; time++)
        {
            var expected = DisagreementEnsemble.Variance(ensemble.Predict(feature.select(0, time), action.select(0, time)));
            Toy.Near([.. Toy.Floats(expected).Select(value => (double)value)], reward.select(0, time + 1), 1e-6);
        }
    }

    [Fact]
    public void The_reward_teaches_actions_and_not_the_members()
    {
        using var scope = NewDisposeScope();
        var trajectory = Imagined(out _, out var action, withGradient: true);
        ensemble.Reward(trajectory).sum().backward();
        Assert.True(action.grad()!.abs().sum().item<float>() > 0);
        Assert.All(ensemble.parameters(), parameter => Assert.True(parameter.grad() is null && parameter.requires_grad));
    }

    [Fact]
    public void The_loss_is_the_mean_length_of_the_errors_of_the_next_embedding()
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        Tensor feature = randn(2, 3, Feature), actions = randn(2, 3, Actions), embeddings = randn(2, 3, Embedding);
        double expected = 0;
        for (var row = 0; row < 2; row++)
        {
            for (var time = 0; time < 2; time++)
            {
                var predicted = ensemble.Predict(feature[row, time], actions[row, time + 1]);
                for (var member = 0; member < 3; member++)
                {
                    expected += (predicted[member] - embeddings[row, time + 1]).square().sum().sqrt().item<float>() / 12;
                }
            }
        }

        Assert.Equal(expected, ensemble.Loss(feature, actions, embeddings).item<float>(), 1e-5);
    }

    [Fact]
    public void Members_come_to_agree_on_what_they_have_seen()
    {
        using var scope = NewDisposeScope();
        Tensor feature = randn(8, 3, Feature), actions = randn(8, 3, Actions), embeddings = full(new long[] { 8, 3, Embedding }, 2f);
        using var optimizer = new ModelOptimizer(ensemble.parameters(), 1e-2);
        var before = Disagreement();
        for (var step = 0; step < 300; step++)
        {
            optimizer.Step(ensemble.Loss(feature, actions, embeddings));
        }

        Assert.True(Disagreement() < before / 2);

        float Disagreement()
        {
            using var frozen = no_grad();
            return DisagreementEnsemble.Variance(ensemble.Predict(feature.narrow(1, 0, 2), actions.narrow(1, 1, 2))).mean().item<float>();
        }
    }

    [Fact]
    public void A_single_member_cannot_disagree() => Assert.Throws<ArgumentOutOfRangeException>(() => new DisagreementEnsemble(1, 1, 1, 1));

    [Fact]
    public void Rewards_are_divided_by_their_moving_mean_which_starts_at_one()
    {
        using var scope = NewDisposeScope();
        var magnitude = new MagnitudeNormaliser();
        magnitude.Update(tensor(new[] { 2f, -4f }));
        Assert.Equal(0.95 + (0.05 * 3), magnitude.Mean, 1e-9);
        magnitude.Update(tensor(new[] { 0f, 0f }));
        Assert.Equal(0.95 * 1.1, magnitude.Divisor, 1e-6);

        using var frozen = no_grad();
        var trajectory = Imagined(out _, out _);
        var plain = ensemble.Reward(trajectory);
        var mean = plain.abs().mean().item<float>();
        var fresh = new MagnitudeNormaliser();
        var rewarded = new DisagreementReward(ensemble, fresh).Of(trajectory).Reward;
        Toy.Near([.. Toy.Floats(plain).Select(value => value / (0.95 + (0.05 * mean)))], rewarded, 1e-5);
    }

    private static ImaginedTrajectory Imagined(out Tensor feature, out Tensor action, bool withGradient = false)
    {
        feature = randn(4, 6, Feature);
        action = randn(3, 6, Actions);
        action.requires_grad = withGradient;
        return new ImaginedTrajectory(feature, feature, feature, action, null);
    }
}
