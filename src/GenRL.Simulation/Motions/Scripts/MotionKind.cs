using GenRL.Simulation.Motions.Figures;

namespace GenRL.Simulation.Motions.Scripts;

/// <summary>One kind of motion of the library.</summary>
/// <param name="Label">Its name in the corpus, such as <c>high_kick</c>.</param>
/// <param name="Weight">How often it is recorded, relative to the others.</param>
/// <param name="Make">Draws a motion of this kind for a figure.</param>
/// <param name="Holds">Whether a recorded clip still shows this kind: physics may have thrown the figure over.</param>
public sealed record MotionKind(string Label, double Weight, Func<MotionStyle, FigureSizes, MotionScript> Make, Func<MotionMeasure, bool> Holds)
{
    /// <summary>Whether the figure needs arms.</summary>
    public bool NeedsArms { get; init; }

    /// <summary>How many seconds a physics clip may run before its first frame: long for poses that rest, short for balancing and flight.</summary>
    public double LongestLeadS { get; init; } = .3;
}
