using System.Numerics;

namespace GenRL.Data;

/// <summary>
/// Reproducible random numbers (xoshiro256** seeded by SplitMix64): the same seed gives the same sequence on every machine and runtime.
/// Not thread-safe; give each thread its own <see cref="Fork"/>.
/// </summary>
public sealed class SeededRandom
{
    private ulong _a;
    private ulong _b;
    private ulong _c;
    private ulong _d;

    public SeededRandom(ulong seed)
    {
        _a = SplitMix(ref seed);
        _b = SplitMix(ref seed);
        _c = SplitMix(ref seed);
        _d = SplitMix(ref seed);
    }

    /// <summary>A generator for one purpose or item, independent of the order in which others are made.</summary>
    /// <param name="seed">Seed of the whole run.</param>
    /// <param name="item">Number of the item, such as an episode's index.</param>
    public static SeededRandom Fork(ulong seed, ulong item)
    {
        ulong state = seed;
        return new SeededRandom(SplitMix(ref state) ^ BitOperations.RotateLeft((item + 1) * 0x9E3779B97F4A7C15UL, 31));
    }

    /// <summary>64 random bits.</summary>
    public ulong NextBits()
    {
        ulong result = BitOperations.RotateLeft(_b * 5, 7) * 9;
        ulong shifted = _b << 17;
        _c ^= _a;
        _d ^= _b;
        _b ^= _c;
        _a ^= _d;
        _c ^= shifted;
        _d = BitOperations.RotateLeft(_d, 45);
        return result;
    }

    /// <summary>Uniform in [0, <paramref name="exclusiveEnd"/>), without bias worth naming.</summary>
    public int Next(int exclusiveEnd)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(exclusiveEnd);
        return (int)Math.BigMul(NextBits(), (ulong)exclusiveEnd, out _);
    }

    /// <summary>Uniform in [0, 1).</summary>
    public double NextDouble() => (NextBits() >> 11) * (1.0 / (1UL << 53));

    /// <summary>Uniform in [<paramref name="low"/>, <paramref name="high"/>).</summary>
    public double Between(double low, double high) => low + (high - low) * NextDouble();

    /// <summary>Standard normal (Box-Muller).</summary>
    public double NextGaussian() => Math.Sqrt(-2 * Math.Log(1 - NextDouble())) * Math.Cos(2 * Math.PI * NextDouble());

    private static ulong SplitMix(ref ulong state)
    {
        ulong z = state += 0x9E3779B97F4A7C15UL;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9UL;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EBUL;
        return z ^ (z >> 31);
    }
}
