using GenRL.Simulation.Planar;

namespace GenRL.Simulation.Cheetah;

/// <summary>
/// The planar cheetah (task specification, section 4): 100 control steps per second, 50 decisions, 10 s episodes. It starts with limbs
/// anywhere in their ranges and is let come to rest for two seconds before the clock runs.
/// </summary>
public sealed class CheetahEnvironment : PlanarEnvironment<CheetahPhysics>
{
    private const int SettlingSteps = 200;

    /// <param name="preset">How its frames are drawn.</param>
    public CheetahEnvironment(RenderPreset preset)
        : base("cheetah", ModelXml, controlPeriodS: 0.01, jointSpeedRadPerS: 40, preset, (model, data) => new CheetahPhysics(model, data), CheetahTasks.All) =>
        Reset(0);

    /// <summary>MJCF of the cheetah's world.</summary>
    public static string ModelXml { get; } = EmbeddedModel.Read("cheetah.xml");

    private protected override void Settle()
    {
        Data.Step(SettlingSteps);
        Data.TimeS = 0;
        Data.ForwardUnactuated();
    }
}
