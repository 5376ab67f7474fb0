using System.Numerics;

namespace GenRL.Control;

/// <summary>
/// Counts durations in buckets a thirty-second of an octave wide (3 %), from nanoseconds to half an hour. One thread records, without
/// allocating; any thread reads.
/// </summary>
public sealed class LatencyHistogram
{
    private const int BitsPerOctave = 5;
    private const int BucketsPerOctave = 1 << BitsPerOctave;
    private const int Octaves = 37;

    private readonly long[] buckets = new long[BucketsPerOctave * Octaves];
    private long count;
    private long largestNs;

    public long Count => Volatile.Read(ref count);

    /// <summary>Longest duration recorded, in nanoseconds.</summary>
    public long LargestNs => Volatile.Read(ref largestNs);

    /// <summary>Counts one duration; a negative one counts as zero.</summary>
    public void Record(long durationNs)
    {
        durationNs = Math.Max(0, durationNs);
        buckets[Bucket(durationNs)]++;
        Volatile.Write(ref largestNs, Math.Max(largestNs, durationNs));
        Volatile.Write(ref count, count + 1);
    }

    /// <summary>The duration in milliseconds that a share of all durations does not exceed; 0 when nothing was recorded.</summary>
    /// <param name="share">0 to 1, such as 0.99.</param>
    public double PercentileMs(double share)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(share);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(share, 1);
        long wanted = Math.Max(1, (long)Math.Ceiling(share * Count));
        long seen = 0;
        for (int bucket = 0; bucket < buckets.Length; bucket++)
        {
            seen += Volatile.Read(ref buckets[bucket]);
            if (seen >= wanted)
            {
                return Math.Min(UpperEdge(bucket), LargestNs) / 1e6;
            }
        }

        return LargestNs / 1e6;
    }

    private static int Bucket(long durationNs)
    {
        int octave = Math.Max(0, BitOperations.Log2((ulong)durationNs) - BitsPerOctave + 1);
        int within = (int)(durationNs >> Math.Max(0, octave - 1)) & (BucketsPerOctave - 1);
        return Math.Min((octave * BucketsPerOctave) + within, (BucketsPerOctave * Octaves) - 1);
    }

    private static double UpperEdge(int bucket)
    {
        int octave = bucket / BucketsPerOctave;
        int within = bucket % BucketsPerOctave;
        return octave == 0 ? within : (double)((BucketsPerOctave + within + 1L) << (octave - 1)) - 1;
    }
}
