using GenRL.Robots;
using GenRL.Testing;

namespace GenRL.Inference.Tests;

public sealed class PromptRunnerTests : IDisposable
{
    private static readonly float[] Embedding = [.. Enumerable.Range(0, RandomPackage.Sizes.Embedding).Select(i => MathF.Sin(i + 1))];

    private readonly RandomPackage random = new();
    private readonly PromptRunner runner;

    public PromptRunnerTests() => runner = new PromptRunner(random.Package);

    public void Dispose()
    {
        runner.Dispose();
        random.Dispose();
    }

    [Fact]
    public void An_aligned_embedding_has_unit_length_whatever_the_length_of_the_prompts()
    {
        float[] aligned = runner.Align(Embedding);
        float[] scaled = runner.Align([.. Embedding.Select(x => 7 * x)]);

        Assert.Equal(1, aligned.Sum(x => (double)x * x), 1e-5);
        Assert.Equal(aligned.Select(x => Math.Round(x, 4)), scaled.Select(x => Math.Round(x, 4)));
    }

    [Fact]
    public void A_target_is_a_sequence_of_one_hot_latents()
    {
        TargetSequence target = runner.Generate(Embedding);

        Assert.Equal(17, target.Length);
        Assert.Equal(17 * RandomPackage.Sizes.Stochastic, target.Stoch.Length);
        foreach (float[] variable in target.Stoch.Chunk(target.Classes))
        {
            Assert.Equal(1, variable.Sum());
            Assert.Equal(1, variable.Max());
        }

        Assert.InRange(target.MeanEntropyNats, 0.01, Math.Log(target.Classes));
    }

    [Fact]
    public void A_deterministic_start_makes_targets_independent_of_the_seed()
    {
        float[] Target(ulong seed) => runner.Generate(Embedding, new TargetOptions { DeterministicStart = true, Seed = seed }).Stoch;

        Assert.Equal(Target(1), Target(2));
    }

    [Fact]
    public void The_initial_latent_is_sampled_even_where_the_rest_are_modes()
    {
        float[][] targets = [.. Enumerable.Range(0, 20).Select(seed => runner.Generate(Embedding, new TargetOptions { Seed = (ulong)seed, Skip = 0 }).Probabilities)];

        Assert.Contains(targets, target => !target.SequenceEqual(targets[0]));
    }

    [Fact]
    public void Skipping_a_state_shifts_the_sequence_by_one()
    {
        TargetSequence whole = runner.Generate(Embedding, new TargetOptions { Length = 6, Skip = 0, DeterministicStart = true });
        TargetSequence skipped = runner.Generate(Embedding, new TargetOptions { Length = 5, Skip = 1, DeterministicStart = true });

        Assert.Equal(whole.Stoch[RandomPackage.Sizes.Stochastic..], skipped.Stoch);
    }

    [Fact]
    public void The_roll_out_equals_the_equations_step_by_step()
    {
        TargetSequence target = runner.Generate(Embedding, new TargetOptions { Length = 8, Skip = 0, DeterministicStart = true, Align = false });

        double[] expected = new ReferenceConnector(random.Weights, RandomPackage.Sizes).Probabilities(Embedding, steps: 8);

        Assert.Equal(expected.Length, target.Probabilities.Length);
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.Equal(expected[i], target.Probabilities[i], 1e-4);
        }
    }

    [Fact]
    public void The_papers_unused_step_inputs_change_nothing()
    {
        using var wide = new RandomPackage(parameters: RandomNetwork.Weights(RandomPackage.Sizes, 1, unusedConditionInputs: 8));
        using var wideRunner = new PromptRunner(wide.Package);

        Assert.Equal(17, wideRunner.Generate(Embedding).Length);
    }

    [Fact]
    public void Latents_decode_to_one_picture_each()
    {
        TargetSequence target = runner.Generate(Embedding, new TargetOptions { Length = 5 });

        byte[][] frames = runner.Decode(target.Stoch);

        Assert.Equal(5, frames.Length);
        Assert.All(frames, frame => Assert.Equal(FrameFormat.Bytes, frame.Length));
        Assert.True(frames[0].Distinct().Count() > 10);
    }

    [Fact]
    public void Reward_features_are_the_first_affine_map_of_the_decoder()
    {
        float[] latents = new float[2 * RandomPackage.Sizes.Stochastic];
        latents[RandomPackage.Sizes.Stochastic + 3] = 1;

        float[] features = runner.RewardFeatures(latents);

        ReadOnlySpan<float> bias = random.Weights.Values("decoder.features.bias");
        ReadOnlySpan<float> weight = random.Weights.Values("decoder.features.weight");
        for (int i = 0; i < bias.Length; i++)
        {
            Assert.Equal(bias[i], features[i], 1e-6f);
            Assert.Equal(bias[i] + weight[(i * RandomPackage.Sizes.Stochastic) + 3], features[bias.Length + i], 1e-6f);
        }
    }

    [Fact]
    public void An_embedding_that_says_nothing_is_refused()
    {
        Assert.Throws<ArgumentException>(() => runner.Align(new float[RandomPackage.Sizes.Embedding]));
        Assert.Throws<ArgumentException>(() => runner.Align(new float[RandomPackage.Sizes.Embedding + 1]));
        Assert.Throws<ArgumentException>(() => runner.Align([.. Enumerable.Repeat(float.NaN, RandomPackage.Sizes.Embedding)]));
        Assert.Throws<ArgumentException>(() => runner.Generate([float.PositiveInfinity, .. new float[RandomPackage.Sizes.Embedding - 1]]));
    }

    [Fact]
    public void Lengths_out_of_range_are_refused()
    {
        Assert.Throws<ArgumentOutOfRangeException>(() => runner.Generate(Embedding, new TargetOptions { Length = 0 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => runner.Generate(Embedding, new TargetOptions { Length = 5000 }));
        Assert.Throws<ArgumentException>(() => runner.Decode([]));
        Assert.Throws<ArgumentException>(() => runner.Decode(new float[RandomPackage.Sizes.Stochastic + 1]));
    }
}
