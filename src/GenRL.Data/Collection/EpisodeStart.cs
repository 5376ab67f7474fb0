using GenRL.Robots;

namespace GenRL.Data;

/// <summary>One way episodes begin.</summary>
/// <param name="Name">Name in the episode's details.</param>
/// <param name="Weight">How often it is chosen, relative to the others.</param>
/// <param name="Place">Puts the robot there.</param>
public sealed record EpisodeStart(string Name, double Weight, Action<IEnvironment, SeededRandom> Place)
{
    /// <summary>The task's own random reset.</summary>
    public static EpisodeStart Reset(double weight = 1) =>
        new("reset", weight, (environment, random) => environment.Reset(random.NextBits()));

    /// <summary>At rest in a pose of other episodes, such as an expert's stride or a fall.</summary>
    public static EpisodeStart FromPoses(PosePool pool, double weight = 1) =>
        new("pose", weight, (environment, random) => environment.ResetTo(pool.Draw(random)));
}
