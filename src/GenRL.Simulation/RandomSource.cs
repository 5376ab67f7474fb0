namespace GenRL.Simulation;

/// <summary>
/// Random numbers that depend on the seed alone (SplitMix64), so that episodes are the same on every machine and runtime.
/// </summary>
public sealed class RandomSource(ulong seed)
{
    private ulong _state = seed;

    /// <summary>The next 64 random bits.</summary>
    public ulong Next()
    {
        _state += 0x9E3779B97F4A7C15;
        ulong mixed = (_state ^ (_state >> 30)) * 0xBF58476D1CE4E5B9;
        mixed = (mixed ^ (mixed >> 27)) * 0x94D049BB133111EB;
        return mixed ^ (mixed >> 31);
    }

    /// <summary>Uniform in [0, 1).</summary>
    public double Uniform() => (Next() >> 11) * (1.0 / (1UL << 53));

    /// <summary>Uniform in [lower, upper).</summary>
    public double Uniform(double lower, double upper) => lower + (upper - lower) * Uniform();

    /// <summary>A whole number from lower to upper, both included.</summary>
    public int Integer(int lower, int upper) => lower + (int)(Uniform() * (upper - lower + 1));

    /// <summary>Normally distributed with mean 0 and standard deviation 1.</summary>
    public double Gaussian()
    {
        // 1 - u is in (0, 1], where the logarithm is finite
        double radius = Math.Sqrt(-2 * Math.Log(1 - Uniform()));
        return radius * Math.Cos(2 * Math.PI * Uniform());
    }
}
