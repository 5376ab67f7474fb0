using GenRL.Learning.Behaviours;
using GenRL.Learning.Collection.Dreamer;
using GenRL.Learning.Networks;
using GenRL.Learning.WorldModels;
using static TorchSharp.torch;

namespace GenRL.Learning.Tests.Collection.Dreamer;

public sealed class RecurrentWorldModelTests : IDisposable
{
    private static readonly WorldModelOptions Micro = WorldModelOptions.Micro with { ActionSize = 2, RewardTasks = 1 };
    private readonly RecurrentWorldModel model;

    public RecurrentWorldModelTests()
    {
        manual_seed(3);
        model = new RecurrentWorldModel(Micro);
    }

    public void Dispose() => model.Dispose();

    [Fact]
    public void The_posterior_depends_on_the_recurrent_state_and_on_the_image()
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        var embedding = model.Embed(rand(2, 3, 64, 64) - 0.5);
        var deter = randn(2, Micro.Deter);
        var logits = model.PosteriorLogits(embedding, deter);
        Assert.Equal([2, 4, 4], logits.shape);
        Assert.True(Distance(logits, model.PosteriorLogits(embedding, randn(2, Micro.Deter))) > 1e-3);
        Assert.True(Distance(logits, model.PosteriorLogits(model.Embed(rand(2, 3, 64, 64) - 0.5), deter)) > 1e-3);
    }

    [Fact]
    public void The_picture_depends_on_latent_and_recurrent_state()
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        var stoch = OneHotCategorical.Mode(randn(2, 4, 4));
        var deter = randn(2, Micro.Deter);
        var picture = model.Decode(model.Feature(new LatentState(stoch, deter, stoch)));
        Assert.Equal([2, 3, 64, 64], picture.shape);
        var other = OneHotCategorical.Mode(randn(2, 4, 4));
        Assert.True(Distance(picture, model.Decode(model.Feature(new LatentState(other, deter, other)))) > 1e-5);
        Assert.True(Distance(picture, model.Decode(model.Feature(new LatentState(stoch, deter + 1, stoch)))) > 1e-5);
    }

    [Fact]
    public void Filtering_sequences_is_observing_step_by_step()
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        var frames = (rand(5, 3, 64, 64) * 255).to(ScalarType.Byte);
        var actions = randn(1, 5, 2);
        FilteredSequence filtered;
        using (var generator = new Generator(7))
        using (RandomStream.Use(generator))
        {
            var isFirst = cat([ones(1, 1), zeros(1, 4)], 1);
            filtered = model.Filter(model.Embed(WorldModel.Normalise(frames)).unsqueeze(0), actions, isFirst);
        }

        using var again = new Generator(7);
        using var stream = RandomStream.Use(again);
        var state = model.Initial(1);
        for (var time = 0; time < 5; time++)
        {
            state = model.Observe(state, time == 0 ? zeros(1, 2) : actions.select(1, time), frames.narrow(0, time, 1));
            Assert.True(Distance(filtered.Deter.select(1, time), state.Deter) < 1e-5);
            Assert.True(Distance(filtered.Stoch.select(1, time), state.Stoch) < 1e-5);
        }
    }

    [Fact]
    public void A_reset_forgets_everything_before_it()
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        Tensor embeddings = randn(1, 6, Micro.EmbeddingSize), actions = randn(1, 6, 2);
        var isFirst = zeros(1, 6);
        isFirst[TensorIndex.Single(0), TensorIndex.Single(3)] = ones(1).squeeze();
        var changedBefore = cat([randn(1, 3, Micro.EmbeddingSize), embeddings.narrow(1, 3, 3)], 1);
        var first = Filter(embeddings, cat([actions.narrow(1, 0, 3), randn(1, 1, 2), actions.narrow(1, 4, 2)], 1));
        var second = Filter(changedBefore, actions);
        Assert.True(Distance(first.Deter.select(1, 2), second.Deter.select(1, 2)) > 1e-4);
        Assert.Equal(0, Distance(first.Deter.narrow(1, 3, 3), second.Deter.narrow(1, 3, 3)));

        FilteredSequence Filter(Tensor seen, Tensor done)
        {
            using var generator = new Generator(1);
            using var stream = RandomStream.Use(generator);
            return model.Filter(seen, done, isFirst);
        }
    }

    [Fact]
    public void The_reward_teaches_the_encoder()
    {
        using var scope = NewDisposeScope();
        var head = model.named_parameters().Where(named => named.name.StartsWith("reward", StringComparison.Ordinal)).Select(named => named.parameter).ToList();
        using (no_grad())
        {
            // the head's output begins at zero, which lets no gradient through
            head.ForEach(parameter => parameter.add_(0.01));
        }

        var states = model.Filter(model.Embed(rand(2, 3, 64, 64) - 0.5).unsqueeze(0), zeros(1, 2, 2), zeros(1, 2));
        var loss = -TwoHot.LogProbability(model.RewardLogits(model.Feature(new LatentState(states.Stoch, states.Deter, states.Stoch))), ones(1, 2)).mean();
        loss.backward();
        var encoder = model.named_parameters().First(named => named.name.StartsWith("encoder", StringComparison.Ordinal)).parameter;
        Assert.True(encoder.grad() is { } gradient && gradient.abs().sum().item<float>() > 0);
    }

    [Fact]
    public void Without_reward_tasks_there_is_no_reward_head()
    {
        using var explorer = new RecurrentWorldModel(Micro with { RewardTasks = 0, DenseNorm = false });
        Assert.False(explorer.HasRewardHead);
        Assert.Throws<InvalidOperationException>(() => explorer.RewardLogits(zeros(1, Micro.FeatureSize)));
        Assert.DoesNotContain(explorer.named_parameters(), named => named.name.StartsWith("posterior.norms", StringComparison.Ordinal));
    }

    private static float Distance(Tensor left, Tensor right) => (left - right).abs().max().item<float>();
}
