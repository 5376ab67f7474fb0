using GenRL.Learning.Behaviours;
using GenRL.Learning.WorldModels;
using static TorchSharp.torch;

namespace GenRL.Learning.Tests.Behaviours;

public class StartStatesTests
{
    private const long Half = 512;
    private static readonly DataFreeOptions Defaults = new();

    [Fact]
    public void Data_free_seeds_are_one_hot_with_zero_recurrent_state()
    {
        using var scope = NewDisposeScope();
        manual_seed(1);
        LatentState seeds = Source(Defaults, new MarkingConnector()).Seeds(Half);
        Assert.Equal([Half, LinearWorld.Variables, LinearWorld.Classes], seeds.Stoch.shape);
        Assert.True((seeds.Stoch.sum(-1) == 1).all().item<bool>());
        Assert.True(((seeds.Stoch == 0) | (seeds.Stoch == 1)).all().item<bool>());
        Assert.Equal(0, seeds.Deter.abs().max().item<float>());
        Assert.Equal([Half, LinearWorld.Deter], seeds.Deter.shape);
    }

    [Fact]
    public void Half_of_the_seeds_come_from_the_connector_as_whole_latents()
    {
        using var scope = NewDisposeScope();
        manual_seed(2);
        // the connector always says class 0 for every variable; uniform latents do so once in 9
        Tensor marked = Source(Defaults, new MarkingConnector()).Seeds(Half).Stoch.select(-1, 0).sum(-1) == LinearWorld.Variables;
        double fraction = marked.to_type(ScalarType.Float32).mean().item<float>();
        double connector = (fraction - 1.0 / 9) / (1 - 1.0 / 9);
        Assert.Equal(0.5, connector, 0.07);
    }

    [Theory]
    [InlineData(1.0, 0.111, 0.05)]
    [InlineData(0.0, 1, 1e-9)]
    public void Seeds_can_come_from_one_source_only(double uniformShare, double expected, double tolerance)
    {
        using var scope = NewDisposeScope();
        manual_seed(3);
        DataFreeStarts source = Source(Defaults with { UniformShare = uniformShare }, new MarkingConnector());
        Tensor marked = source.Seeds(Half).Stoch.select(-1, 0).sum(-1) == LinearWorld.Variables;
        Assert.Equal(expected, marked.to_type(ScalarType.Float32).mean().item<float>(), tolerance);
    }

    [Fact]
    public void Uniform_seeds_need_no_connector_and_connector_seeds_without_one_are_refused()
    {
        using var scope = NewDisposeScope();
        Assert.Equal(4, Source(Defaults with { UniformShare = 1 }, null).Seeds(4).Stoch.shape[0]);
        Assert.Throws<InvalidOperationException>(() => Source(Defaults, null).Seeds(4));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_connector_is_sampled_and_denoised_from_unit_noise(bool constant)
    {
        using var scope = NewDisposeScope();
        manual_seed(4);
        var connector = new MarkingConnector();
        Source(Defaults with { ConstantNoise = constant }, connector).Seeds(Half);
        Assert.Equal((true, true, false), connector.Flags);
        Assert.Equal([32, 16, 8], connector.Shape);
        Assert.Equal(1, connector.LargestNorm, 1e-5);
        Assert.Equal(1, connector.SmallestNorm, 1e-5);
        Assert.Equal(constant, connector.LargestChange == 0);
    }

    [Fact]
    public void Warm_up_doubles_the_seeds_and_only_the_second_half_depends_on_the_policy()
    {
        using var scope = NewDisposeScope();
        DataFreeStarts source = Source(Defaults, new MarkingConnector());
        LatentState first = Draw(source, policySeed: 1);
        LatentState second = Draw(source, policySeed: 2);
        Assert.Equal(2 * Half, first.Stoch.shape[0]);
        Assert.Equal(Toy.Floats(first.Deter.narrow(0, 0, Half)), Toy.Floats(second.Deter.narrow(0, 0, Half)));
        Assert.NotEqual(Toy.Floats(first.Deter.narrow(0, Half, Half)), Toy.Floats(second.Deter.narrow(0, Half, Half)));
        Assert.False(first.Deter.requires_grad);
    }

    [Fact]
    public void Both_halves_are_warmed_up_from_the_same_seeds()
    {
        using var scope = NewDisposeScope();
        Tensor stoch = Draw(Source(Defaults with { WarmUpSteps = 0 }, new MarkingConnector()), policySeed: 1).Stoch;
        Assert.Equal(Toy.Floats(stoch.narrow(0, 0, Half)), Toy.Floats(stoch.narrow(0, Half, Half)));
    }

    [Fact]
    public void Random_warm_up_actions_are_uniform_between_minus_one_and_one()
    {
        using var scope = NewDisposeScope();
        DataFreeStarts source = Source(Defaults with { WarmUpSteps = 1, WarmUpActions = WarmUpActions.Random }, new MarkingConnector());
        Tensor deter = Draw(source, policySeed: 1).Deter;
        // from a state of zeros, each action adds its own row of the map
        var world = new LinearWorld();
        Tensor map = world.Imagine(world.Initial(LinearWorld.Actions), eye(LinearWorld.Actions)).Deter;
        Assert.True((deter.abs() <= map.abs().sum(0L) + 1e-6).all().item<bool>());
        // a uniform number between -1 and 1 has a variance of a third
        Tensor ratio = deter.square().mean(new long[] { 0 }) / (map.square().sum(0L) / 3);
        Assert.All(Toy.Floats(ratio), value => Assert.Equal(1, value, 0.15));
    }

    [Fact]
    public void Mixed_warm_up_asks_the_policy_for_half_of_the_actions()
    {
        using var scope = NewDisposeScope();
        DataFreeStarts source = Source(Defaults with { WarmUpSteps = 1, WarmUpActions = WarmUpActions.Mixed }, new MarkingConnector());
        // what does not depend on the policy was done at random
        Tensor same = (Draw(source, policySeed: 1).Deter - Draw(source, policySeed: 2).Deter).abs().sum(-1) == 0;
        Assert.Equal(0.5, same.to_type(ScalarType.Float32).mean().item<float>(), 0.07);
    }

    [Theory]
    [InlineData(WarmUpActions.Half, 10)]
    [InlineData(WarmUpActions.Random, 5)]
    [InlineData(WarmUpActions.Policy, 5)]
    [InlineData(WarmUpActions.Mixed, 5)]
    public void Warm_up_takes_five_steps_per_kind_of_action(WarmUpActions actions, int expected)
    {
        using var scope = NewDisposeScope();
        var world = new LinearWorld();
        var source = new DataFreeStarts(world, new MarkingConnector(), 8, Defaults with { WarmUpActions = actions }, clipActions: true);
        using Actor actor = NewActor(1);
        Assert.Equal(96, source.Next(96, actor).Deter.shape[0]);
        Assert.Equal(expected, world.Steps);
    }

    [Fact]
    public void Data_free_learning_never_opens_the_dataset()
    {
        var world = new LinearWorld();
        BehaviourOptions options = Toy.Options with { DataFree = new DataFreeOptions() };
        IStartStates starts = StartStates.For(
            options, world, new MarkingConnector(), 8, () => throw new InvalidOperationException("the dataset was opened"));
        using var trainer = new BehaviourTrainer(options, world, LinearWorld.Actions, new Toy.FirstNumberReward(), starts);
        trainer.Step();
        Assert.Throws<InvalidOperationException>(() => StartStates.For(
            Toy.Options, world, new MarkingConnector(), 8, () => throw new InvalidOperationException("the dataset was opened")));
    }

    [Fact]
    public void Starts_from_data_are_all_states_of_the_drawn_sequences()
    {
        using var scope = NewDisposeScope();
        using Actor actor = NewActor(1);
        var sequences = new CountingSequences();
        LatentState states = new DataStarts(sequences, length: 4).Next(12, actor);
        Assert.Equal((3L, 4L), sequences.Asked);
        Assert.Equal(Enumerable.Range(0, 12).Select(i => (float)i), Toy.Floats(states.Deter.select(-1, 0)));
        Assert.Equal([12, LinearWorld.Variables, LinearWorld.Classes], states.Stoch.shape);
        Assert.False(states.Deter.requires_grad);
    }

    private static DataFreeStarts Source(DataFreeOptions options, ILatentGenerator? connector) =>
        new(new LinearWorld(), connector, 8, options, clipActions: false);

    private static LatentState Draw(DataFreeStarts source, long policySeed)
    {
        using Actor actor = NewActor(policySeed);
        manual_seed(99);
        return source.Next(2 * Half, actor);
    }

    private static Actor NewActor(long seed)
    {
        manual_seed(seed);
        return new Actor(LinearWorld.Variables * LinearWorld.Classes + LinearWorld.Deter, LinearWorld.Actions, 8, 1);
    }

    /// <summary>Answers class 0 everywhere and remembers what it was asked.</summary>
    private sealed class MarkingConnector : ILatentGenerator
    {
        public (bool Sample, bool Denoise, bool Deterministic) Flags { get; private set; }

        public long[] Shape { get; private set; } = [];

        public double LargestNorm { get; private set; }

        public double SmallestNorm { get; private set; }

        public double LargestChange { get; private set; }

        public LatentState Generate(Tensor embeddings, bool sample, bool denoise, bool deterministicStart = false)
        {
            Flags = (sample, denoise, deterministicStart);
            Shape = embeddings.shape;
            Tensor norm = embeddings.square().sum(-1).sqrt();
            (LargestNorm, SmallestNorm) = (norm.max().item<float>(), norm.min().item<float>());
            long length = Shape[1];
            LargestChange = (embeddings.narrow(1, 1, length - 1) - embeddings.narrow(1, 0, length - 1)).abs().max().item<float>();
            Tensor stoch = zeros(Shape[0], length, LinearWorld.Variables, LinearWorld.Classes);
            stoch.select(-1, 0).fill_(1);
            return new LatentState(stoch, ones(Shape[0], length, LinearWorld.Deter), stoch);
        }
    }

    /// <summary>States numbered from 0 in deter; every latent is the class number modulo V.</summary>
    private sealed class CountingSequences : IFilteredSequences
    {
        public (long Sequences, long Length) Asked { get; private set; }

        public LatentState Next(long sequences, long length)
        {
            Asked = (sequences, length);
            Tensor number = arange(sequences * length, dtype: ScalarType.Int64).reshape(sequences, length);
            Tensor classes = number.remainder(LinearWorld.Classes).unsqueeze(-1).expand(sequences, length, LinearWorld.Variables);
            Tensor stoch = nn.functional.one_hot(classes, LinearWorld.Classes).to_type(ScalarType.Float32);
            Tensor deter = number.to_type(ScalarType.Float32).unsqueeze(-1).expand(sequences, length, LinearWorld.Deter);
            return new LatentState(stoch, deter, stoch);
        }
    }
}
