using GenRL.Learning.Behaviours;
using GenRL.Learning.Networks;
using GenRL.Learning.WorldModels;
using static TorchSharp.torch;

namespace GenRL.Learning.Tests.Behaviours;

public class TargetSequenceTests
{
    [Fact]
    public void A_target_drops_the_first_generated_state_and_has_one_state_per_imagined_one()
    {
        using var scope = NewDisposeScope();
        var connector = new TimeConnector();
        using TargetSequence target = TargetSequence.Generate(
            connector, new LinearWorld(), ones(8), rows: 5, horizon: 16, deterministicStart: false, seed: 1);
        Assert.Equal([17, 5, LinearWorld.Variables, LinearWorld.Classes], target.Stoch.shape);
        Assert.Equal([17, 5, LinearWorld.Variables * LinearWorld.Classes], target.Features.shape);
        Assert.Equal((false, true, false), connector.Flags);
        Assert.Equal([5, 18, 8], connector.Shape);
        Assert.Equal(Enumerable.Range(1, 17).Select(t => (float)t), Toy.Floats(target.Stoch.select(1, 0).select(1, 0).select(1, 0)));
        Assert.False(target.Features.requires_grad);
    }

    [Fact]
    public void Without_the_aligner_the_connector_reads_the_prompts_embedding_as_it_is()
    {
        using var scope = NewDisposeScope();
        var connector = new TimeConnector();
        using TargetSequence target = TargetSequence.Generate(connector, new LinearWorld(), ones(8), 5, 9, deterministicStart: false, seed: 1, aligned: false);
        Assert.Equal((false, false, false), connector.Flags);
    }

    [Fact]
    public void A_deterministic_target_is_one_row_for_all()
    {
        using var scope = NewDisposeScope();
        var connector = new TimeConnector();
        using TargetSequence target = TargetSequence.Generate(
            connector, new LinearWorld(), ones(8), rows: 5, horizon: 9, deterministicStart: true, seed: 1);
        Assert.Equal(1, target.Features.shape[1]);
        Assert.Equal((false, true, true), connector.Flags);
    }

    [Fact]
    public void A_target_outlives_the_scope_it_was_made_in_and_is_the_same_for_the_same_seed()
    {
        using TargetSequence first = TargetSequence.Generate(new TimeConnector(), new LinearWorld(), NewEmbedding(), 3, 9, false, 7);
        using TargetSequence second = TargetSequence.Generate(new TimeConnector(), new LinearWorld(), NewEmbedding(), 3, 9, false, 7);
        Assert.Equal(Toy.Floats(first.Features), Toy.Floats(second.Features));
        static Tensor NewEmbedding() => ones(8);
    }

    [Fact]
    public void The_reward_of_a_prompt_is_1_for_trajectories_that_are_the_target()
    {
        using var scope = NewDisposeScope();
        var world = new LinearWorld();
        using TargetSequence target = TargetSequence.Generate(new TimeConnector(), world, ones(8), 4, 16, false, 1);
        var reward = new PromptReward(world, target, BehaviourOptions.Paper);
        var trajectory = new ImaginedTrajectory(target.Stoch, target.Stoch, target.Stoch, target.Stoch, null);
        Assert.All(Toy.Floats(reward.Of(trajectory).Reward), value => Assert.Equal(1, value, 1e-5));
    }

    [Fact]
    public void An_embedding_that_is_no_vector_is_refused()
    {
        using var scope = NewDisposeScope();
        Assert.Throws<ArgumentException>(() => TargetSequence.Generate(new TimeConnector(), new LinearWorld(), ones(2, 8), 4, 16, false, 1));
    }

    /// <summary>Latents that hold the time step, plus noise for every row when the start is drawn.</summary>
    private sealed class TimeConnector : ILatentGenerator
    {
        public (bool Sample, bool Denoise, bool Deterministic) Flags { get; private set; }

        public long[] Shape { get; private set; } = [];

        public LatentState Generate(Tensor embeddings, bool sample, bool denoise, bool deterministicStart = false)
        {
            Flags = (sample, denoise, deterministicStart);
            Shape = embeddings.shape;
            Tensor time = arange(Shape[1], dtype: ScalarType.Float32).reshape(1, -1, 1, 1);
            Tensor stoch = time.expand(Shape[0], Shape[1], LinearWorld.Variables, LinearWorld.Classes).contiguous();
            stoch.select(-1, 1).add_(randn(Shape[0], 1, 1, generator: RandomStream.Current));
            return new LatentState(stoch, zeros(Shape[0], Shape[1], LinearWorld.Deter), stoch);
        }
    }
}
