using GenRL.Data;

namespace GenRL.Learning.Collection;

/// <summary>Noise on actions that changes slowly and moves limbs further than independent noise: a first-order process of unit deviation.</summary>
/// <param name="size">Numbers in an action.</param>
internal sealed class DriftingNoise(int size)
{
    private const double Persistence = 0.85;
    private static readonly double Renewal = Math.Sqrt(1 - (Persistence * Persistence));
    private readonly double[] level = new double[size];

    /// <summary>Starts at rest.</summary>
    public void Clear() => Array.Clear(level);

    /// <summary>Adds the next noise, times <paramref name="deviation"/>, and clips to [-1, 1].</summary>
    public void Disturb(Span<float> action, double deviation, SeededRandom random)
    {
        for (var index = 0; index < action.Length; index++)
        {
            level[index] = (Persistence * level[index]) + (Renewal * random.NextGaussian());
            action[index] = (float)Math.Clamp(action[index] + (deviation * level[index]), -1, 1);
        }
    }
}
