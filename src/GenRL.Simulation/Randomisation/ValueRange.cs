using System.Text.Json.Serialization;
using GenRL.Data;

namespace GenRL.Simulation.Randomisation;

/// <summary>Values between two bounds, each as likely as any other; written <c>[low, high]</c>.</summary>
/// <param name="Low">Smallest value.</param>
/// <param name="High">Largest value.</param>
[JsonConverter(typeof(ValueRangeConverter))]
public sealed record ValueRange(double Low, double High)
{
    /// <summary>Draws a value.</summary>
    internal double Draw(SeededRandom random) => random.Between(Low, High);

    /// <summary>Draws a whole number, both bounds included.</summary>
    internal int DrawWhole(SeededRandom random) => (int)Low + random.Next((int)High - (int)Low + 1);

    /// <exception cref="ArgumentException">The bounds are no numbers, out of order or beyond what makes sense; the message says which range it is.</exception>
    internal void Validate(string name, double least, double most)
    {
        if (!(Low >= least && Low <= High && High <= most))
        {
            throw new ArgumentException(FormattableString.Invariant(
                $"The range of {name} is [{Low}, {High}]; it must be two numbers from {least} to {most}, the smaller one first."));
        }
    }
}
