namespace GenRL.Data.Tests;

public sealed class SamplingTests
{
    [Fact]
    public void Starts_cover_every_position_up_to_and_including_the_last()
    {
        EpisodeUniformSampler sampler = new([new EpisodeSpan(100, 12, "x")], 8, seed: 1);
        HashSet<long> seen = [];
        for (int i = 0; i < 1000; i++)
        {
            seen.Add(sampler.Next());
        }
        Assert.Equal([100, 101, 102, 103, 104], seen.Order());
    }

    [Fact]
    public void Episodes_are_drawn_equally_often_whatever_their_length()
    {
        EpisodeUniformSampler sampler = new([new EpisodeSpan(0, 501, "x"), new EpisodeSpan(501, 64, "x")], 32, seed: 2);
        int longOnes = Enumerable.Range(0, 10_000).Count(_ => sampler.Next() < 501);
        Assert.InRange(longOnes, 4800, 5200);
    }

    [Fact]
    public void Aligned_starts_are_multiples_within_the_episode()
    {
        EpisodeUniformSampler sampler = new([new EpisodeSpan(5, 40, "x")], 16, seed: 3, alignStarts: 8);
        long[] starts = new long[500];
        sampler.Draw(starts);
        Assert.Equal([5, 13, 21, 29], starts.Distinct().Order());
    }

    [Fact]
    public void The_same_seed_draws_the_same_and_short_episodes_are_left_out()
    {
        EpisodeSpan[] episodes = [new(0, 100, "x"), new(100, 7, "x"), new(107, 100, "x")];
        long[] first = new long[50];
        long[] second = new long[50];
        new EpisodeUniformSampler(episodes, 8, seed: 4).Draw(first);
        EpisodeUniformSampler sampler = new(episodes, 8, seed: 4);
        sampler.Draw(second);
        Assert.Equal(first, second);
        Assert.Equal(2, sampler.EpisodeCount);
        Assert.Throws<ArgumentException>(() => new EpisodeUniformSampler(episodes, 101, seed: 4));
    }

    [Theory]
    [InlineData(1, new[] { 0, 0, 0, 0, 0, 0, 0, 0 })]
    [InlineData(4, new[] { 0, 0, 1, 1, 2, 2, 3, 3 })]
    [InlineData(3, new[] { 0, 1, 2, 2, 2, 2, 2, 2 })]
    [InlineData(7, new[] { 0, 1, 2, 3, 4, 5, 6, 6 })]
    [InlineData(8, new[] { 0, 1, 2, 3, 4, 5, 6, 7 })]
    [InlineData(127, new[] { 0, 1, 2, 3, 4, 5, 6, 7 })]
    [InlineData(300, new[] { 0, 2, 4, 6, 8, 10, 12, 14 })]
    public void Prompt_frames_are_chosen_as_specified(int count, int[] expected) => Assert.Equal(expected, PromptFrames.Select(count));

    [Fact]
    public void A_prompt_without_frames_is_refused() => Assert.Throws<ArgumentOutOfRangeException>(() => PromptFrames.Select(0));

    [Fact]
    public void Random_numbers_are_fixed_for_all_time_and_forks_differ()
    {
        SeededRandom random = new(42);
        Assert.Equal([1546998764402558742UL, 6990951692964543102UL], new[] { random.NextBits(), random.NextBits() });
        Assert.NotEqual(SeededRandom.Fork(1, 0).NextBits(), SeededRandom.Fork(1, 1).NextBits());
        double[] normal = [.. Enumerable.Range(0, 20_000).Select(_ => random.NextGaussian())];
        Assert.InRange(normal.Average(), -0.03, 0.03);
        Assert.InRange(normal.Select(value => value * value).Average(), 0.96, 1.04);
    }
}
