using System.Numerics;

namespace GenRL.Inference;

/// <summary>The generator xoshiro256** of Blackman and Vigna: same seed, same numbers, on every machine; allocates nothing.</summary>
public struct Xoshiro256
{
    private ulong a;
    private ulong b;
    private ulong c;
    private ulong d;

    /// <summary>Spreads any seed, zero included, over the whole state (splitmix64).</summary>
    public Xoshiro256(ulong seed)
    {
        a = Spread(ref seed);
        b = Spread(ref seed);
        c = Spread(ref seed);
        d = Spread(ref seed);
    }

    /// <summary>64 random bits.</summary>
    public ulong NextBits()
    {
        ulong result = BitOperations.RotateLeft(b * 5, 7) * 9;
        ulong shifted = b << 17;
        c ^= a;
        d ^= b;
        b ^= c;
        a ^= d;
        c ^= shifted;
        d = BitOperations.RotateLeft(d, 45);
        return result;
    }

    /// <summary>Uniform in [0, 1), 24 bits.</summary>
    public float NextFloat() => (NextBits() >> 40) * (1f / (1 << 24));

    private static ulong Spread(ref ulong state)
    {
        ulong z = state += 0x9E3779B97F4A7C15;
        z = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9;
        z = (z ^ (z >> 27)) * 0x94D049BB133111EB;
        return z ^ (z >> 31);
    }
}
