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
    public void The_first_generated_state_can_be_kept()
    {
        using var scope = NewDisposeScope();
        var connector = new TimeConnector();
        using TargetSequence target = TargetSequence.Generate(
            connector, new LinearWorld(), ones(8), rows: 5, horizon: 16, deterministicStart: false, seed: 1, skipFirst: false);
        Assert.Equal([5, 17, 8], connector.Shape);
        Assert.Equal(Enumerable.Range(0, 17).Select(t => (float)t), Toy.Floats(target.Stoch.select(1, 0).select(1, 0).select(1, 0)));
    }

    [Fact]
    public void A_still_target_becomes_the_state_the_connector_is_surest_of()
    {
        using var scope = NewDisposeScope();
        var connector = new PoseConnector(movingRows: 0);
        using TargetSequence target = TargetSequence.Generate(
            connector, new LinearWorld(), ones(8), rows: 3, horizon: 9, deterministicStart: false, seed: 1, stillAbove: 0.8);
        Assert.True(target.IsStill);
        Assert.Equal([10, 3, LinearWorld.Variables, LinearWorld.Classes], target.Stoch.shape);
        for (int row = 0; row < 3; row++)
        {
            // the connector is surest at time 4, 6 and 8; from time 7 on it shows another state
            Tensor surest = connector.Stoch.select(0, row).select(0, 4 + (2 * row));
            Assert.All(Enumerable.Range(0, 10), t => Assert.Equal(Toy.Floats(surest), Toy.Floats(target.Stoch.select(0, t).select(0, row))));
        }
        Assert.Equal(Toy.Floats(new LinearWorld().RewardFeature(target.Stoch)), Toy.Floats(target.Features));
    }

    [Theory]
    [InlineData(3, 0.8)]
    [InlineData(0, 1.0)]
    [InlineData(0, null)]
    public void A_moving_target_and_one_that_nobody_asked_to_hold_are_left_as_they_are(int movingRows, double? stillAbove)
    {
        using var scope = NewDisposeScope();
        var connector = new PoseConnector(movingRows);
        using TargetSequence target = TargetSequence.Generate(
            connector, new LinearWorld(), ones(8), rows: 3, horizon: 9, deterministicStart: false, seed: 1, stillAbove: stillAbove);
        Assert.False(target.IsStill);
        Assert.Equal(movingRows == 0, target.Stillness > 0.8);
        Assert.Equal(Toy.Floats(connector.Stoch.narrow(1, 1, 10).transpose(0, 1)), Toy.Floats(target.Stoch));
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

    /// <summary>One-hot latents that change in one moment only, or in every step in the rows that move; surest at time 4 + 2 row.</summary>
    private sealed class PoseConnector(int movingRows) : ILatentGenerator
    {
        public Tensor Stoch { get; private set; } = zeros(0);

        public LatentState Generate(Tensor embeddings, bool sample, bool denoise, bool deterministicStart = false)
        {
            (long rows, long length) = (embeddings.shape[0], embeddings.shape[1]);
            // a target forgets how it was generated, the test does not
            Stoch = zeros(rows, length, LinearWorld.Variables, LinearWorld.Classes).DetachFromDisposeScope();
            Tensor logits = zeros(rows, length, LinearWorld.Variables, LinearWorld.Classes);
            for (int row = 0; row < rows; row++)
            {
                for (int time = 0; time < length; time++)
                {
                    int shown = row < movingRows ? time % LinearWorld.Classes : time < 7 ? 0 : 1;
                    Stoch[row, time].select(-1, shown).fill_(1);
                    logits[row, time].select(-1, shown).fill_(time == 4 + (2 * row) ? 3 : 1);
                }
            }

            return new LatentState(Stoch, zeros(rows, length, LinearWorld.Deter), logits);
        }
    }
}
