namespace GenRL.Simulation.Tests;

public class RandomSourceTests
{
    [Fact]
    public void The_sequence_is_the_published_one()
    {
        // first outputs of SplitMix64 seeded with 1234567, as published with the algorithm
        var random = new RandomSource(1234567);
        Assert.Equal([6457827717110365317, 3203168211198807973, 9817491932198370423], new[] { random.Next(), random.Next(), random.Next() });
    }

    [Fact]
    public void Uniform_and_gaussian_have_their_moments()
    {
        var random = new RandomSource(1);
        double[] uniform = [.. Enumerable.Range(0, 20000).Select(_ => random.Uniform(-1, 3))];
        double[] gaussian = [.. Enumerable.Range(0, 20000).Select(_ => random.Gaussian())];
        Assert.InRange(uniform.Average(), 0.97, 1.03);
        Assert.InRange(uniform.Min(), -1, -0.99);
        Assert.InRange(uniform.Max(), 2.99, 3);
        Assert.InRange(gaussian.Average(), -0.03, 0.03);
        Assert.InRange(gaussian.Average(x => x * x), 0.96, 1.04);
    }

    [Fact]
    public void Integers_cover_both_ends()
    {
        var random = new RandomSource(5);
        int[] drawn = [.. Enumerable.Range(0, 1000).Select(_ => random.Integer(8, 12))];
        Assert.Equal([8, 9, 10, 11, 12], drawn.Distinct().Order());
    }
}
