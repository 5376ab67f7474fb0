using GenRL.Data;
using GenRL.Simulation.Motions.Figures;

namespace GenRL.Simulation.Motions;

/// <summary>The chance decisions of one clip: random draws with the distributions that motion scripts need.</summary>
public sealed class MotionStyle(SeededRandom random)
{
    /// <summary>Uniform in [low, high).</summary>
    public double Between(double low, double high) => random.Between(low, high);

    /// <summary>Normal with mean 0, cut at two and a half deviations.</summary>
    public double Around(double deviation) => Math.Clamp(random.NextGaussian(), -2.5, 2.5) * deviation;

    public bool Chance(double probability) => random.NextDouble() < probability;

    /// <summary>Uniform in [0, count).</summary>
    public int Pick(int count) => random.Next(count);

    public T Pick<T>(IReadOnlyList<T> items) => items[random.Next(items.Count)];

    /// <summary>Exchanges right and left half of the time.</summary>
    public FigurePose EitherSide(FigurePose pose) => Chance(.5) ? pose.Swapped() : pose;

    /// <summary>A relaxed arm hanging down.</summary>
    public Arm LooseArm() => new(Between(-15, 25), Between(0, 45));
}
