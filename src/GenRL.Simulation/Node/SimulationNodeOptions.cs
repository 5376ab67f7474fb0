namespace GenRL.Simulation.Node;

/// <summary>Settings of a <see cref="SimulationNode"/>.</summary>
public sealed record SimulationNodeOptions
{
    /// <summary>Name of the world, see <see cref="Worlds.Domains"/>.</summary>
    public string Domain { get; init; } = "walker";

    /// <summary>Look of the camera frames.</summary>
    public RenderPreset Render { get; init; } = RenderPreset.Smooth;

    /// <summary>Simulated seconds per real second; infinity does not wait at all.</summary>
    public double Speed { get; init; } = 1;

    /// <summary>Seed of the first start; later ones follow from it.</summary>
    public ulong Seed { get; init; }

    /// <summary>Pose of the first start and after resets.</summary>
    public StartPose Start { get; init; } = StartPose.Random;

    /// <summary>Simulated seconds after which the robot starts again; null never: a fallen robot stays where it is.</summary>
    public double? EpisodeS { get; init; }

    /// <summary>File that receives one JSON line per agent step; null for none.</summary>
    public string? EpisodeLog { get; init; }

    /// <summary>ROS namespace of node, topics and services; empty for none.</summary>
    public string Namespace { get; init; } = "";

    /// <summary>Waits for the command that answers each camera frame instead of going on with the last one.</summary>
    public bool Lockstep { get; init; }

    /// <summary>Randomisation, disturbances and time limits.</summary>
    public SimulationSettings Settings { get; init; } = new();

    /// <exception cref="ArgumentException">A value makes no sense; the message names it.</exception>
    public void Validate()
    {
        Require(Speed > 0, $"The speed is {Speed}; it must be above 0.");
        Settings.Validate();
        Require(EpisodeS is null or > 0, $"An episode of {EpisodeS} s makes no sense; it must be longer than 0.");
        Require(Worlds.Domains.Contains(Domain), $"There is no world '{Domain}'. Known: {string.Join(", ", Worlds.Domains)}.");
    }

    private static void Require(bool holds, string otherwise)
    {
        if (!holds)
        {
            throw new ArgumentException(otherwise);
        }
    }
}
