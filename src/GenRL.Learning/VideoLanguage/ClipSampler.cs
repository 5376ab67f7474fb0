using GenRL.Data;
using GenRL.Data.Clips;
using static TorchSharp.torch;

namespace GenRL.Learning.VideoLanguage;

/// <summary>
/// Reads clips into batches. Training batches are shuffled by epoch and varied: moved by a few pixels, brightness and colour changed, and
/// noise added. Clips are never mirrored, so facing and the direction of motion stay meaningful.
/// </summary>
internal sealed class ClipSampler
{
    private const int LargestShift = 3, MeasureSample = 512;
    private const double SmallestGain = .8, LargestGain = 1.2, LargestNoise = 4;

    private readonly ClipCorpus _corpus;
    private readonly ulong _seed;
    private readonly int _measures;
    private readonly float[] _mean, _deviation;
    private readonly byte[] _pixels = new byte[ClipFormat.PixelBytes];
    private int[] _order = [];
    private int _epoch = -1;

    public ClipSampler(ClipCorpus corpus, ulong seed)
    {
        _corpus = corpus;
        _seed = seed;
        _measures = corpus.Description.Measures.Count;
        (_mean, _deviation) = Statistics();
    }

    /// <summary>The batch of a training step; the same for the same seed and corpus.</summary>
    public ClipBatch Training(long step, int size)
    {
        int count = _corpus.Count(ClipSplits.Train);
        int[] clips = new int[size];
        for (int i = 0; i < size; i++)
        {
            long position = step * size + i;
            clips[i] = Order((int)(position / count))[position % count];
        }
        return Read(ClipSplits.Train, clips, SeededRandom.Fork(_seed, (ulong)step));
    }

    /// <summary>Given clips, unchanged.</summary>
    public ClipBatch Exact(string split, ReadOnlySpan<int> clips) => Read(split, clips, null);

    private int[] Order(int epoch)
    {
        if (epoch != _epoch)
        {
            SeededRandom random = SeededRandom.Fork(_seed, (1UL << 32) + (ulong)epoch);
            _order = [.. Enumerable.Range(0, _corpus.Count(ClipSplits.Train))];
            for (int i = _order.Length - 1; i > 0; i--)
            {
                int other = random.Next(i + 1);
                (_order[i], _order[other]) = (_order[other], _order[i]);
            }
            _epoch = epoch;
        }
        return _order;
    }

    private ClipBatch Read(string split, ReadOnlySpan<int> clips, SeededRandom? variation)
    {
        const int pairs = ClipFormat.Frames / 2;
        float[] frames = new float[clips.Length * ClipFormat.PixelBytes], measures = new float[clips.Length * pairs * _measures];
        float[] values = new float[ClipFormat.Frames * _measures];
        int[] labels = new int[clips.Length];
        for (int i = 0; i < clips.Length; i++)
        {
            _corpus.ReadPixels(split, clips[i], _pixels);
            Copy(frames.AsSpan(i * ClipFormat.PixelBytes, ClipFormat.PixelBytes), variation);
            labels[i] = _corpus.Header(split, clips[i]).Label;
            _corpus.ReadMeasures(split, clips[i], values);
            for (int pair = 0; pair < pairs; pair++)
            {
                for (int m = 0; m < _measures; m++)
                {
                    measures[(i * pairs + pair) * _measures + m] = (values[(2 * pair + 1) * _measures + m] - _mean[m]) / _deviation[m];
                }
            }
        }
        Tensor pixels = tensor(frames, [clips.Length, ClipFormat.Frames, 3, ClipFormat.Size, ClipFormat.Size]);
        if (variation is not null && variation.NextDouble() < .5)
        {
            pixels = pixels + randn(pixels.shape) * (float)variation.Between(0, LargestNoise);
        }
        return new ClipBatch(pixels, labels, tensor(measures, [clips.Length, pairs, _measures]));
    }

    private void Copy(Span<float> target, SeededRandom? variation)
    {
        const int size = ClipFormat.Size, plane = size * size;
        int right = variation is null ? 0 : variation.Next(2 * LargestShift + 1) - LargestShift;
        int down = variation is null ? 0 : variation.Next(2 * LargestShift + 1) - LargestShift;
        Span<float> gain = stackalloc float[3];
        double brightness = variation?.Between(SmallestGain, LargestGain) ?? 1;
        foreach (ref float value in gain)
        {
            value = (float)(brightness * (variation?.Between(.9, 1.1) ?? 1));
        }
        for (int image = 0; image < ClipFormat.Frames * 3; image++)
        {
            float factor = gain[image % 3];
            for (int y = 0; y < size; y++)
            {
                ReadOnlySpan<byte> source = _pixels.AsSpan(image * plane + Math.Clamp(y - down, 0, size - 1) * size, size);
                Span<float> row = target.Slice(image * plane + y * size, size);
                for (int x = 0; x < size; x++)
                {
                    row[x] = factor * source[Math.Clamp(x - right, 0, size - 1)];
                }
            }
        }
    }

    private (float[] Mean, float[] Deviation) Statistics()
    {
        double[] sum = new double[_measures], square = new double[_measures];
        float[] values = new float[ClipFormat.Frames * _measures];
        int count = Math.Min(MeasureSample, _corpus.Count(ClipSplits.Train));
        for (int clip = 0; clip < count; clip++)
        {
            _corpus.ReadMeasures(ClipSplits.Train, clip, values);
            for (int i = 0; i < values.Length; i++)
            {
                sum[i % _measures] += values[i];
                square[i % _measures] += (double)values[i] * values[i];
            }
        }
        double rows = Math.Max(1, count * ClipFormat.Frames);
        float[] mean = [.. sum.Select(value => (float)(value / rows))];
        float[] deviation = [.. square.Select((value, i) => (float)Math.Sqrt(Math.Max(value / rows - mean[i] * mean[i], 1e-6)))];
        return (mean, deviation);
    }
}
