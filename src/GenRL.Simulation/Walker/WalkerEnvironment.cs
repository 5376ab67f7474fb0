using GenRL.Simulation.Bipeds;

namespace GenRL.Simulation.Walker;

/// <summary>The planar biped of the task specification, section 2: a torso on two legs.</summary>
public sealed class WalkerEnvironment(RenderPreset preset) : PlanarBiped<BipedPhysics>(
    "walker", ModelXml, jointSpeedRadPerS: 60, preset, (model, data) => new BipedPhysics(model, data), WalkerTasks.All)
{
    /// <summary>MJCF of the walker's world.</summary>
    public static string ModelXml { get; } = EmbeddedModel.Read("walker.xml");

    /// <summary>The pose in which the walker stands straight at the start: all zeros.</summary>
    public static IReadOnlyList<double> StandingPose { get; } = new double[9];
}
