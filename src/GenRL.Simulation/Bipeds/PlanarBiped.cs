using GenRL.Data;
using GenRL.Simulation.Planar;
using MuJoCo;

namespace GenRL.Simulation.Bipeds;

/// <summary>
/// A biped that moves in a plane (task specification, sections 2 and 3): 40 control steps per second, 20 decisions, 25 s episodes.
/// Starts draw every limited hinge from its whole range and the torso's pitch from a full turn, without settling.
/// </summary>
/// <typeparam name="TPhysics">The named quantities that its rewards are made of.</typeparam>
public abstract class PlanarBiped<TPhysics> : PlanarEnvironment<TPhysics> where TPhysics : BipedPhysics
{
    private protected PlanarBiped(
        string name, string modelXml, double jointSpeedRadPerS, RenderPreset preset,
        Func<MjModel, MjData, TPhysics> physics, IReadOnlyList<(string Name, Func<TPhysics, double> Reward)> tasks)
        : base(name, modelXml, controlPeriodS: 0.025, jointSpeedRadPerS, preset, physics, tasks) => Reset(0);

    private protected override void DrawStart(SeededRandom random, Span<double> pose)
    {
        base.DrawStart(random, pose);
        pose[Pitch] = random.Between(-Math.PI, Math.PI);
    }
}
