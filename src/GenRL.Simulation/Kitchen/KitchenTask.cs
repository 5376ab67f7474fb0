namespace GenRL.Simulation.Kitchen;

/// <summary>A task of the kitchen: some readings are to come near a goal (task specification, section 6.4).</summary>
/// <param name="Name">Name of the task.</param>
/// <param name="First">Index of the first reading that counts.</param>
/// <param name="Goal">Where it and those after it should be.</param>
/// <param name="Tolerance">Distance below which the task has succeeded.</param>
public sealed record KitchenTask(string Name, int First, IReadOnlyList<double> Goal, double Tolerance)
{
    /// <summary>Euclidean distance of the readings to the goal; its negative is the dense reward of a step before the first success.</summary>
    /// <param name="readings">[30], as of <see cref="KitchenReadings.Values"/>.</param>
    public double Distance(ReadOnlySpan<double> readings)
    {
        double sum = 0;
        for (int i = 0; i < Goal.Count; i++)
        {
            double missing = readings[First + i] - Goal[i];
            sum += missing * missing;
        }

        return Math.Sqrt(sum);
    }

    /// <summary>Whether the readings are at the goal.</summary>
    public bool Succeeds(ReadOnlySpan<double> readings) => Distance(readings) < Tolerance;
}
