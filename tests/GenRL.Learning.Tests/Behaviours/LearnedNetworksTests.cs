using GenRL.Learning.Behaviours;
using GenRL.Learning.Connectors;
using GenRL.Learning.Networks;
using GenRL.Learning.WorldModels;
using static TorchSharp.torch;

namespace GenRL.Learning.Tests.Behaviours;

/// <summary>Behaviour learning on the real world model and connector, small and untrained.</summary>
public sealed class LearnedNetworksTests : IDisposable
{
    private static readonly ConnectorOptions ConnectorOptions = new() { EmbeddingSize = 16 };
    private static readonly BehaviourOptions Options = BehaviourOptions.Debug with { DataFree = new DataFreeOptions() };
    private readonly WorldModel model;
    private readonly Connector connector;

    public LearnedNetworksTests()
    {
        manual_seed(1);
        model = new WorldModel(WorldModelOptions.Micro with { Ensemble = 2 });
        connector = new Connector(model.Options, ConnectorOptions);
    }

    public void Dispose()
    {
        model.Dispose();
        connector.Dispose();
    }

    [Fact]
    public void A_prompt_is_learned_without_data_and_twice_with_the_same_losses()
    {
        List<BehaviourMetrics> first = Learn(Options, 20);
        Assert.Equal(first, Learn(Options, 20));
        Assert.All(first, metrics => Assert.True(metrics.ActorGradient > 0 && metrics.CriticGradient > 0));
        Assert.All(first, metrics => Assert.InRange(metrics.MeanReward, -1, 1));
        Assert.Contains(first, metrics => metrics.AlignmentOffset > 0);
    }

    [Fact]
    public void Learning_changes_neither_world_model_nor_connector()
    {
        float[] worldBefore = Toy.Weights(model);
        float[] connectorBefore = Toy.Weights(connector);
        Learn(Options with { DisagreementWeight = 0.5 }, 3);
        Assert.Equal(worldBefore, Toy.Weights(model));
        Assert.Equal(connectorBefore, Toy.Weights(connector));
        Assert.All(model.parameters(), parameter => Assert.True(parameter.requires_grad));
    }

    [Fact]
    public void A_step_leaves_no_tensor_behind()
    {
        using TargetSequence target = Target(Options);
        using BehaviourTrainer trainer = Trainer(Options with { DisagreementWeight = 0.5, EntropyScale = 1e-3 }, target);
        trainer.Step();
        using var around = NewDisposeScope();
        trainer.Step();
        Assert.Equal(0, around.DisposablesCount);
    }

    [Fact]
    public void A_target_is_one_hot_and_carries_no_gradient()
    {
        using TargetSequence target = Target(Options);
        using var scope = NewDisposeScope();
        Assert.True(model.Decoder.parameters().All(parameter => parameter.requires_grad));
        Assert.False(target.Features.requires_grad || target.Stoch.requires_grad);
        Assert.True(((target.Stoch == 0) | (target.Stoch == 1)).all().item<bool>());
        Assert.True((target.Stoch.sum(-1) == 1).all().item<bool>());
    }

    [Fact]
    public void The_reward_of_two_all_zero_latents_is_1_because_the_reward_map_has_a_bias()
    {
        using var scope = NewDisposeScope();
        Tensor feature = model.RewardFeature(zeros(3, 1, model.Options.Variables, model.Options.Classes));
        Tensor reward = new TemporalAlignment(1).Reward(feature, feature, Similarity.MaxCosine).Reward;
        Assert.All(Toy.Floats(reward), value => Assert.Equal(1, value, 1e-6));
    }

    [Fact]
    public void Data_free_starts_of_the_real_networks_are_one_hot_and_warm()
    {
        using var scope = NewDisposeScope();
        using Actor actor = new(model.Options.FeatureSize, model.Options.ActionSize, 8, 1);
        var source = new DataFreeStarts(model, connector, ConnectorOptions.EmbeddingSize, new DataFreeOptions(), clipActions: true);
        LatentState states = source.Next(64, actor);
        Assert.True(((states.Stoch - states.Stoch.round()).abs().max() < 1e-6).item<bool>());
        Assert.True((states.Stoch.sum(-1) - 1).abs().max().item<float>() < 1e-6);
        Assert.True(states.Deter.abs().max().item<float>() > 0);
        Assert.False(states.Stoch.requires_grad);
    }

    [Fact]
    public void Imagined_latents_follow_the_mean_distribution_of_the_prior_heads()
    {
        using var scope = NewDisposeScope();
        using var gradientsOff = no_grad();
        LatentState start = model.Initial(256);
        Tensor action = ones(256, model.Options.ActionSize);
        Tensor deter = model.Imagine(start, action).Deter;
        Tensor expected = (OneHotCategorical.Probabilities(model.Sequence.PriorLogits(deter, 0))
            + OneHotCategorical.Probabilities(model.Sequence.PriorLogits(deter, 1))).select(0, 0) / 2;
        Tensor frequency = zeros_like(expected);
        const int draws = 200;
        for (int draw = 0; draw < draws; draw++)
        {
            frequency.add_(model.Imagine(start, action).Stoch.mean(new long[] { 0 }));
        }
        Toy.Near(Toy.Floats(expected).Select(x => (double)x).ToArray(), frequency / draws, 0.02);
    }

    [Fact]
    public void Two_drawn_heads_estimate_the_disagreement_of_all_without_bias()
    {
        using var scope = NewDisposeScope();
        using var gradientsOff = no_grad();
        using var ensemble = new WorldModel(WorldModelOptions.Micro with { Ensemble = 4 });
        Tensor deter = randn(3, ensemble.Options.Deter);
        Tensor expected = ensemble.Sequence.Disagreement(deter);
        Tensor sum = zeros_like(expected);
        const int draws = 600;
        for (int draw = 0; draw < draws; draw++)
        {
            sum.add_(ensemble.PriorDisagreement(deter));
        }
        float[] ratio = Toy.Floats(sum / draws / expected);
        Assert.All(ratio, value => Assert.Equal(1, value, 0.1));
    }

    [Fact]
    public void Seeing_step_by_step_gives_the_states_of_filtering_at_once()
    {
        using var scope = NewDisposeScope();
        const int length = 5;
        Tensor frames = randint(255, new long[] { length, 3, 64, 64 }, dtype: ScalarType.Byte);
        Tensor actions = rand(length, model.Options.ActionSize) * 2 - 1;
        actions.select(0, 0).zero_();
        var perception = new WorldModelPerception(model);
        LatentState state = perception.Initial(1);
        var seen = new List<LatentState>();
        for (int t = 0; t < length; t++)
        {
            state = perception.Observe(state, actions.narrow(0, t, 1), frames.narrow(0, t, 1));
            seen.Add(state);
        }
        Tensor stoch = stack(seen.Select(s => s.Stoch.squeeze(0)).ToList()).unsqueeze(0);
        Tensor first = zeros(1, length);
        first.select(1, 0).fill_(1);
        Tensor deter = model.Filter(stoch, actions.unsqueeze(0), first).squeeze(0);
        Tensor stepwise = stack(seen.Select(s => s.Deter.squeeze(0)).ToList());
        Toy.Near(Toy.Floats(deter).Select(x => (double)x).ToArray(), stepwise, 1e-5);
    }

    private List<BehaviourMetrics> Learn(BehaviourOptions options, int steps)
    {
        using TargetSequence target = Target(options);
        using BehaviourTrainer trainer = Trainer(options, target);
        return Enumerable.Range(0, steps).Select(_ => trainer.Step()).ToList();
    }

    private TargetSequence Target(BehaviourOptions options)
    {
        using var scope = NewDisposeScope();
        Tensor embedding = ones(ConnectorOptions.EmbeddingSize) / Math.Sqrt(ConnectorOptions.EmbeddingSize);
        return TargetSequence.Generate(
            connector, model, embedding, options.Starts, options.Horizon, options.DeterministicTarget, options.Seed);
    }

    private BehaviourTrainer Trainer(BehaviourOptions options, TargetSequence target)
    {
        IStartStates starts = StartStates.For(
            options, model, connector, ConnectorOptions.EmbeddingSize, () => throw new InvalidOperationException("no data here"));
        return new BehaviourTrainer(options, model, model.Options.ActionSize, new PromptReward(model, target, options), starts);
    }
}
