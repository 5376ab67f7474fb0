using GenRL.Data;
using GenRL.Robots;
using GenRL.Simulation;
using GenRL.Simulation.Exploration;

namespace GenRL.Cli.Pipelines;

/// <summary>Collections by agents that have learned nothing.</summary>
public static class ExplorerSetups
{
    /// <summary>Uniformly random actions from the task's resets.</summary>
    public static CollectionSetup Random(string domain, RenderPreset preset) =>
        new(() => Worlds.Create(domain, preset), () => new ExplorerAgent(new UniformExplorer()), [EpisodeStart.Reset()], Name(preset));

    /// <summary>Random joint poses held by PD control, a third of the episodes from the ground.</summary>
    public static CollectionSetup Poses(string domain, RenderPreset preset)
    {
        RobotDescription robot;
        using (var world = Worlds.Create(domain, preset))
        {
            robot = world.Robot;
        }

        return new CollectionSetup(
            () => Worlds.Create(domain, preset), () => new ExplorerAgent(new PoseExplorer(robot)), [EpisodeStart.Reset(2), ExplorerAgent.StartOnGround(1)], Name(preset));
    }

    private static string Name(RenderPreset preset) => preset.ToString().ToLowerInvariant();
}
