using System.Numerics;

namespace GenRL.Simulation.Kitchen.Demonstrations;

/// <summary>Where a demonstration wants the hand: fingers level, opening sideways, pointing into the kitchen.</summary>
/// <param name="Pads">World position of the middle between the fingers' pads, in metres.</param>
/// <param name="YawRad">Direction of the fingers about the vertical: 0 points along +y, positive turns them towards -x.</param>
public readonly record struct HandGoal(Vector3 Pads, double YawRad);
