using GenRL.Simulation.Bipeds;

namespace GenRL.Simulation.Stickman;

/// <summary>
/// GenRL's own planar biped (task specification, section 3): torso, head, two legs and two arms, ten motors. Its light forearms
/// move faster than any part of a leg, nearly 100 rad/s under random torques.
/// </summary>
public sealed class StickmanEnvironment(RenderPreset preset) : PlanarBiped<StickmanPhysics>(
    "stickman", ModelXml, jointSpeedRadPerS: 100, preset, (model, data) => new StickmanPhysics(model, data), StickmanTasks.All)
{
    /// <summary>MJCF of the stickman's world.</summary>
    public static string ModelXml { get; } = EmbeddedModel.Read("stickman.xml");

    /// <summary>The pose in which the stickman stands straight at the start, arms hanging: all zeros.</summary>
    public static IReadOnlyList<double> StandingPose { get; } = new double[13];
}
