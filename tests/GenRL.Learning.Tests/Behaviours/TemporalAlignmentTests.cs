using GenRL.Learning.Behaviours;
using static TorchSharp.torch;

namespace GenRL.Learning.Tests.Behaviours;

public class TemporalAlignmentTests
{
    private static readonly float[,] Three = { { .1f, .2f, .0f }, { .3f, .1f, .2f }, { .9f, .4f, .1f } };

    private static readonly float[,] Five =
    {
        { .2f, .1f, .0f, .1f, .0f },
        { .5f, .3f, .1f, .0f, .2f },
        { .55f, .8f, .2f, .1f, .0f },
        { .1f, .7f, .4f, .3f, .1f },
        { .0f, .2f, .9f, .6f, .5f },
    };

    [Theory]
    [InlineData(1, 3, 2)]
    [InlineData(2, 2, 1)]
    [InlineData(3, 1, 0)]
    public void A_window_has_one_placement_less_in_the_released_range(int window, int complete, int released)
    {
        Assert.Equal(complete, TemporalAlignment.Placements(3, window, AlignmentRange.Complete));
        Assert.Equal(released, TemporalAlignment.Placements(3, window, AlignmentRange.Released));
    }

    [Theory]
    [InlineData(1, 2, new long[] { 0, 0, 0 }, new[] { .1, .3, .9 })]
    [InlineData(2, 1, new long[] { 0, 0, 1 }, new[] { .1, .3, .4 })]
    [InlineData(3, 0, new long[] { 0, 1, 2 }, new[] { .1, .1, .1 })]
    public void Three_states_are_matched_as_in_the_specification(int window, long offset, long[] index, double[] reward) =>
        Check(Three, window, AlignmentRange.Complete, offset, index, reward);

    [Theory]
    [InlineData(1, AlignmentRange.Complete, 2, new long[] { 0, 0, 0, 1, 2 }, new[] { .2, .5, .55, .7, .9 })]
    [InlineData(2, AlignmentRange.Complete, 1, new long[] { 0, 0, 1, 2, 3 }, new[] { .2, .5, .8, .4, .6 })]
    [InlineData(3, AlignmentRange.Complete, 2, new long[] { 0, 0, 0, 1, 2 }, new[] { .2, .5, .55, .7, .9 })]
    [InlineData(3, AlignmentRange.Released, 1, new long[] { 0, 0, 1, 2, 3 }, new[] { .2, .5, .8, .4, .6 })]
    public void Five_states_are_matched_as_in_the_specification(
        int window, AlignmentRange range, long offset, long[] index, double[] reward) => Check(Five, window, range, offset, index, reward);

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(8)]
    public void A_delayed_copy_of_the_target_earns_1_at_every_step(int delay)
    {
        using var scope = NewDisposeScope();
        manual_seed(delay);
        Tensor target = randn(17, 3, 12);
        Tensor time = (arange(17, dtype: ScalarType.Int64) - delay).clamp_min(0);
        Tensor agent = target.index_select(0, time);
        AlignedReward aligned = new TemporalAlignment(8).Reward(agent, target, Similarity.Cosine);
        Assert.All(Toy.Integers(aligned.Offsets!), offset => Assert.Equal(delay, offset));
        Assert.All(Toy.Floats(aligned.Reward), reward => Assert.Equal(1, reward, 1e-5));
    }

    [Fact]
    public void The_index_starts_at_0_and_advances_by_at_most_one_target_state_per_step()
    {
        using var scope = NewDisposeScope();
        manual_seed(9);
        AlignedReward aligned = new TemporalAlignment(8).Reward(randn(17, 40, 6), randn(17, 40, 6), Similarity.MaxCosine);
        long[] offsets = Toy.Integers(aligned.Offsets!);
        long[] index = Toy.Integers(TemporalAlignment.Index(aligned.Offsets!, 17));
        for (int row = 0; row < 40; row++)
        {
            Assert.InRange(offsets[row], 0, 8);
            Assert.Equal(0, index[row]);
            Assert.Equal(16 - offsets[row], index[16 * 40 + row]);
            for (int t = 1; t < 17; t++)
            {
                Assert.InRange(index[t * 40 + row] - index[(t - 1) * 40 + row], 0, 1);
            }
        }
        Assert.True(offsets.Distinct().Count() > 3);
    }

    [Fact]
    public void Rows_are_matched_independently()
    {
        using var scope = NewDisposeScope();
        manual_seed(10);
        Tensor agent = randn(17, 5, 6);
        Tensor target = randn(17, 5, 6);
        Tensor order = tensor(new long[] { 3, 0, 4, 1, 2 });
        var alignment = new TemporalAlignment(8);
        Tensor straight = alignment.Reward(agent, target, Similarity.MaxCosine).Reward.index_select(1, order);
        Tensor permuted = alignment.Reward(agent.index_select(1, order), target.index_select(1, order), Similarity.MaxCosine).Reward;
        Assert.Equal(Toy.Floats(straight), Toy.Floats(permuted));
    }

    [Fact]
    public void A_target_common_to_all_rows_is_rewarded_like_copies_of_it()
    {
        using var scope = NewDisposeScope();
        manual_seed(11);
        Tensor agent = randn(17, 5, 6);
        Tensor target = randn(17, 1, 6);
        var alignment = new TemporalAlignment(8);
        Tensor common = alignment.Reward(agent, target, Similarity.MaxCosine).Reward;
        Tensor copies = alignment.Reward(agent, target.expand(17, 5, 6).contiguous(), Similarity.MaxCosine).Reward;
        Toy.Near(Toy.Floats(copies).Select(x => (double)x).ToArray(), common, 1e-6);
    }

    [Fact]
    public void Gradients_reach_the_agent_through_the_matched_pairs_only()
    {
        using var scope = NewDisposeScope();
        manual_seed(12);
        Tensor agent = randn(17, 2, 6).requires_grad_(true);
        Tensor target = randn(17, 2, 6);
        AlignedReward aligned = new TemporalAlignment(8).Reward(agent, target, Similarity.MaxCosine);
        Assert.False(aligned.Offsets!.requires_grad);
        Tensor gradient = autograd.grad([aligned.Reward.sum()], [agent])[0];

        long[] index = Toy.Integers(TemporalAlignment.Index(aligned.Offsets!, 17));
        Tensor again = agent.detach().clone().requires_grad_(true);
        var matched = new List<Tensor>();
        for (int t = 0; t < 17; t++)
        {
            for (int row = 0; row < 2; row++)
            {
                matched.Add(SimilarityReward.Between(
                    again.select(0, t).select(0, row), target.select(0, index[t * 2 + row]).select(0, row), Similarity.MaxCosine));
            }
        }
        Tensor expected = autograd.grad([stack(matched).sum()], [again])[0];
        Toy.Near(Toy.Floats(expected).Select(x => (double)x).ToArray(), gradient, 1e-5);
    }

    [Fact]
    public void Start_only_begins_the_target_at_the_state_most_like_its_first()
    {
        using var scope = NewDisposeScope();
        Tensor offsets = new TemporalAlignment(8, AlignmentMode.StartOnly).Offsets(Table(Five));
        Assert.Equal([2L], Toy.Integers(offsets));

        // the last state counts too
        Assert.Equal([2L], Toy.Integers(new TemporalAlignment(8, AlignmentMode.StartOnly).Offsets(Table(Three))));
    }

    [Fact]
    public void Of_equally_good_placements_the_first_is_taken()
    {
        using var scope = NewDisposeScope();
        Assert.Equal([0L, 0, 0], Toy.Integers(new TemporalAlignment(8).Offsets(ones(17, 17, 3))));
    }

    [Fact]
    public void Without_alignment_agent_and_target_advance_together()
    {
        using var scope = NewDisposeScope();
        manual_seed(13);
        Tensor agent = randn(6, 2, 4);
        Tensor target = randn(6, 2, 4);
        Tensor reward = new TemporalAlignment(8, AlignmentMode.None).Reward(agent, target, Similarity.Cosine).Reward;
        Tensor expected = SimilarityReward.Between(agent, target, Similarity.Cosine);
        Assert.Equal(Toy.Floats(expected), Toy.Floats(reward));
    }

    [Fact]
    public void A_sequence_without_a_single_placement_is_refused_with_a_remedy()
    {
        using var scope = NewDisposeScope();
        var error = Assert.Throws<ArgumentException>(() => new TemporalAlignment(3).Offsets(Table(Three)));
        Assert.Contains("longer horizon", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_target_of_another_length_is_refused()
    {
        using var scope = NewDisposeScope();
        Assert.Throws<ArgumentException>(() => new TemporalAlignment(2).Reward(randn(5, 2, 3), randn(6, 2, 3), Similarity.Cosine));
    }

    [Fact]
    public void A_target_of_another_number_of_rows_is_refused()
    {
        using var scope = NewDisposeScope();
        Assert.Throws<ArgumentException>(() => new TemporalAlignment(2).Reward(randn(5, 4, 3), randn(5, 2, 3), Similarity.Cosine));
    }

    private static void Check(float[,] similarity, int window, AlignmentRange range, long offset, long[] index, double[] reward)
    {
        using var scope = NewDisposeScope();
        Tensor table = Table(similarity);
        Tensor offsets = new TemporalAlignment(window, AlignmentMode.Window, range).Offsets(table);
        Assert.Equal([offset], Toy.Integers(offsets));
        Tensor matched = TemporalAlignment.Index(offsets, table.shape[0]);
        Assert.Equal(index, Toy.Integers(matched));
        Toy.Near(reward, table.squeeze(2).gather(1, matched), 1e-6);
    }

    private static Tensor Table(float[,] similarity)
    {
        int length = similarity.GetLength(0);
        return tensor(similarity.Cast<float>().ToArray()).reshape(length, length, 1);
    }
}
