namespace GenRL.Simulation.Kitchen.Demonstrations;

/// <summary>One movement of a demonstration.</summary>
/// <param name="Goal">Where the hand is wanted, given where things are now.</param>
/// <param name="Grip">Action of both fingers: 1 opens, -1 closes.</param>
/// <param name="SpeedMPerS">Speed of the hand.</param>
/// <param name="MostSteps">Agent steps after which the next stage begins in any case.</param>
/// <param name="Until">Whether the stage has done its work, beyond the hand's having arrived; null for arrival.</param>
public sealed record DemonstrationStage(
    Func<KitchenPhysics, HandGoal> Goal, double Grip, double SpeedMPerS, int MostSteps, Func<KitchenPhysics, bool>? Until = null);
