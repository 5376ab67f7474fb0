using System.Runtime.InteropServices;
using GenRL.Data;
using GenRL.Robots;
using static TorchSharp.torch;

namespace GenRL.Learning.Baselines;

/// <summary>
/// The transitions of a dataset whose outcome is embedded, rewarded for one prompt. Drawn uniformly over transitions; a transition leads to
/// its row by the row's own action. There are no terminal states: episodes end by the clock.
/// </summary>
public sealed class OfflineTransitions
{
    private readonly FrameStore store;
    private readonly int frameStack;
    private readonly ulong seed;
    private readonly List<Outcome> outcomes = [];
    private readonly (double Shift, double Scale) standard;

    /// <param name="store">Frames and actions; stays owned by the caller.</param>
    /// <param name="episodes">Episodes to learn from; one that is listed twice is drawn twice as often.</param>
    /// <param name="embeddings">Window or image embeddings, [N, D]; rows of zeros are left out.</param>
    /// <param name="prompt">Embedding of the prompt, [D], of unit norm.</param>
    /// <param name="options">Frame stack, and whether rewards are standardised.</param>
    /// <param name="seed">Seed of the draws.</param>
    /// <exception cref="ArgumentException">The embeddings have another size than the prompt's, or no step of the episodes is embedded.</exception>
    public OfflineTransitions(
        FrameStore store, IEnumerable<EpisodeSpan> episodes, StepArray<Half> embeddings, float[] prompt, PixelAgentOptions options, long seed)
    {
        if (embeddings.Columns != prompt.Length)
        {
            throw new ArgumentException($"The dataset's embeddings have {embeddings.Columns} numbers, the prompt's has {prompt.Length}; embed it with the model of the prompt.", nameof(prompt));
        }

        this.store = store;
        this.seed = unchecked((ulong)seed);
        frameStack = options.FrameStack;
        foreach (var episode in episodes)
        {
            for (var step = 1; step < episode.Length; step++)
            {
                if (EmbeddingReward.Of(embeddings[episode.Start + step], prompt) is { } reward)
                {
                    outcomes.Add(new Outcome(episode.Start, step, reward));
                }
            }
        }

        if (outcomes.Count == 0)
        {
            throw new ArgumentException("No step of these episodes is embedded; run 'genrl embed' on the dataset.", nameof(embeddings));
        }

        MeanReward = outcomes.Average(outcome => (double)outcome.Reward);
        var deviation = Math.Sqrt(outcomes.Average(outcome => Math.Pow(outcome.Reward - MeanReward, 2)));
        standard = options.StandardiseRewards && deviation > 0 ? (MeanReward, deviation) : (0, 1);
    }

    /// <summary>Transitions that can be drawn.</summary>
    public int Count => outcomes.Count;

    /// <summary>Mean reward of all transitions, before standardising.</summary>
    public double MeanReward { get; }

    /// <summary>The batch of a gradient step; the same step draws the same batch, whatever was drawn before.</summary>
    /// <param name="step">Number of the step.</param>
    /// <param name="batch">Transitions N.</param>
    public TransitionBatch Draw(long step, int batch)
    {
        var random = SeededRandom.Fork(seed, (ulong)step);
        var (frames, nextFrames) = (Stacks(batch), Stacks(batch));
        var (actions, rewards) = (empty(batch, store.Header.ActionSize), empty(batch));
        for (var index = 0; index < batch; index++)
        {
            var outcome = outcomes[random.Next(outcomes.Count)];
            Read(frames, index, outcome.EpisodeStart, outcome.Step - 1);
            Read(nextFrames, index, outcome.EpisodeStart, outcome.Step);
            store.Actions[outcome.EpisodeStart + outcome.Step].CopyTo(Floats(actions)[(index * store.Header.ActionSize)..]);
            Floats(rewards)[index] = (float)((outcome.Reward - standard.Shift) / standard.Scale);
        }

        return new TransitionBatch(frames, actions, rewards, nextFrames);
    }

    private Tensor Stacks(int batch) => empty(new long[] { batch, frameStack * FrameFormat.Channels, FrameFormat.Size, FrameFormat.Size }, dtype: ScalarType.Byte);

    // before an episode's first frame there is nothing: it stands for what would have been seen
    private void Read(Tensor stacks, int index, long episodeStart, int step)
    {
        var target = stacks.bytes[(index * frameStack * FrameFormat.Bytes)..];
        for (var back = 0; back < frameStack; back++)
        {
            var seen = Math.Max(0, step - (frameStack - 1 - back));
            store.Frames[episodeStart + seen].CopyTo(target[(back * FrameFormat.Bytes)..]);
        }
    }

    private static Span<float> Floats(Tensor tensor) => MemoryMarshal.Cast<byte, float>(tensor.bytes);

    private readonly record struct Outcome(long EpisodeStart, int Step, float Reward);
}
