using GenRL.Data;
using GenRL.Learning.Baselines;
using GenRL.Robots;
using static TorchSharp.torch;

namespace GenRL.Learning.Tests.Baselines;

public class OfflineTransitionsTests
{
    private const int Length = 10;

    [Fact]
    public void Only_transitions_whose_outcome_is_embedded_are_drawn()
    {
        using var scope = NewDisposeScope();
        using var data = Numbered();
        using var embeddings = Embeddings(data, row => row % Length % 4 == 3);
        var transitions = new OfflineTransitions(data, data.Episodes, embeddings, [0, 1], new PixelAgentOptions(), 1);

        // rows 3 and 7 of both episodes
        Assert.Equal(4, transitions.Count);
        var batch = transitions.Draw(0, 64);
        Assert.Equal([3, 7, 13, 17], Last(batch.NextFrames).Distinct().Order());
        Assert.Equal(Last(batch.NextFrames).Select(row => row - 1), Last(batch.Frames));
        Assert.Equal(Last(batch.NextFrames).Select(row => row * 0.01f), batch.Action.data<float>().ToArray());
    }

    [Fact]
    public void An_episodes_first_row_is_nobodys_outcome_even_if_it_is_embedded()
    {
        using var scope = NewDisposeScope();
        using var data = Numbered();
        using var embeddings = Embeddings(data, _ => true);
        var transitions = new OfflineTransitions(data, data.Episodes, embeddings, [0, 1], new PixelAgentOptions(), 1);
        Assert.Equal(2 * (Length - 1), transitions.Count);
        Assert.DoesNotContain(Last(transitions.Draw(0, 256).NextFrames), row => row % Length == 0);
    }

    [Fact]
    public void Before_an_episodes_first_frame_there_is_only_that_frame()
    {
        using var scope = NewDisposeScope();
        using var data = Numbered();
        using var embeddings = Embeddings(data, row => row is 11 or 12 or 15);
        var transitions = new OfflineTransitions(data, data.Episodes, embeddings, [0, 1], new PixelAgentOptions(), 1);
        var batch = transitions.Draw(0, 64);
        var stacks = Enumerable.Range(0, 64).Select(index => (Before: Stack(batch.Frames, index), After: Stack(batch.NextFrames, index))).Distinct().Order().ToArray();
        Assert.Equal([("10 10 10", "10 10 11"), ("10 10 11", "10 11 12"), ("12 13 14", "13 14 15")], stacks);
    }

    [Fact]
    public void The_reward_is_the_cosine_with_the_prompt_whatever_the_length_of_the_stored_row()
    {
        Half[] row = [(Half)0.6, (Half)0.8];
        Assert.Equal(0.6f, EmbeddingReward.Of(row, [1, 0])!.Value, 1e-3f);
        Assert.Equal(-0.8f, EmbeddingReward.Of(row, [0, -1])!.Value, 1e-3f);
        Assert.Equal(0.6f, EmbeddingReward.Of([(Half)1.2, (Half)1.6], [1, 0])!.Value, 1e-3f);
        Assert.Null(EmbeddingReward.Of([(Half)0, (Half)0], [1, 0]));
        Assert.Null(EmbeddingReward.Of([Half.NaN, (Half)0], [1, 0]));
    }

    [Fact]
    public void Standardised_rewards_have_mean_0_and_deviation_1_over_the_data()
    {
        using var scope = NewDisposeScope();
        using var data = new LineStore(4);
        var one = SmallAgents.Options with { FrameStack = 1 };
        var transitions = SmallAgents.Transitions(data, one);
        var rewards = transitions.Draw(0, 1500).Reward.data<float>().ToArray();
        Assert.Equal(0, rewards.Average(), 0.1);
        Assert.Equal(1, Math.Sqrt(rewards.Average(value => value * value)), 0.1);
        var raw = SmallAgents.Transitions(data, one with { StandardiseRewards = false }).Draw(0, 1500).Reward.data<float>().ToArray();
        Assert.Equal(transitions.MeanReward, raw.Average(), 0.04);
    }

    [Fact]
    public void A_step_draws_the_same_batch_whatever_was_drawn_before_and_another_step_another()
    {
        using var scope = NewDisposeScope();
        using var data = new LineStore(4);
        var (first, second) = (SmallAgents.Transitions(data), SmallAgents.Transitions(data));
        first.Draw(0, 8);
        first.Draw(1, 8);
        Assert.Equal(second.Draw(5, 8).Action.data<float>().ToArray(), first.Draw(5, 8).Action.data<float>().ToArray());
        Assert.NotEqual(second.Draw(5, 8).Action.data<float>().ToArray(), first.Draw(6, 8).Action.data<float>().ToArray());
    }

    [Fact]
    public void Embeddings_of_another_size_and_episodes_without_any_are_refused()
    {
        using var data = new LineStore(2);
        var size = Assert.Throws<ArgumentException>(() => new OfflineTransitions(data.Store, data.Store.Episodes, data.Embeddings, [1, 0, 0], SmallAgents.Options, 1));
        Assert.Contains("2 numbers", size.Message, StringComparison.Ordinal);
        using var empty = data.Store.CreateArray<Half>("clip_empty", 2);
        var none = Assert.Throws<ArgumentException>(() => new OfflineTransitions(data.Store, data.Store.Episodes, empty, LineStore.Prompt, SmallAgents.Options, 1));
        Assert.Contains("genrl embed", none.Message, StringComparison.Ordinal);
    }

    /// <summary>Two episodes in memory whose frames are filled with the number of their row, and whose actions are a hundredth of it.</summary>
    private static FrameStore Numbered() => FrameStore.FromEpisodes("line", "right", "x", [.. Enumerable.Range(0, 2).Select(NumberedEpisode)]);

    private static Episode NumberedEpisode(int number)
    {
        var frames = new byte[Length * FrameFormat.Bytes];
        var actions = new float[Length];
        for (var step = 0; step < Length; step++)
        {
            var row = (number * Length) + step;
            frames.AsSpan(step * FrameFormat.Bytes, FrameFormat.Bytes).Fill((byte)row);
            actions[step] = step == 0 ? 0 : row * 0.01f;
        }

        return new Episode(frames, actions, new float[Length]);
    }

    private static StepArray<Half> Embeddings(FrameStore store, Func<int, bool> embedded)
    {
        var array = StepArray<Half>.InMemory(store.Rows, 2);
        for (var row = 0; row < store.Rows; row++)
        {
            array.Write(row)[1] = embedded(row) ? (Half)1 : Half.Zero;
        }

        return array;
    }

    private static int[] Last(Tensor stacks) => [.. Enumerable.Range(0, (int)stacks.shape[0]).Select(index => Frame(stacks, index, 2))];

    private static string Stack(Tensor stacks, int index) => string.Join(' ', Enumerable.Range(0, 3).Select(frame => Frame(stacks, index, frame)));

    private static int Frame(Tensor stacks, int index, int frame) => stacks.bytes[(((index * 3) + frame) * FrameFormat.Bytes) + 777];
}
