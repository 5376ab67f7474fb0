using GenRL.Simulation.Bipeds;

namespace GenRL.Simulation.Walker;

/// <summary>The walker's nine tasks as rewards of a state, each in [0, 1] (task specification, section 7.1).</summary>
public static class WalkerTasks
{
    private static readonly BipedTasks Biped = new(standHeight: 1.2);

    /// <summary>Name and reward of every task.</summary>
    public static IReadOnlyList<(string Name, Func<BipedPhysics, double> Reward)> All { get; } =
    [
        ("stand", Biped.Stand),
        ("walk", Biped.Walk),
        ("run", Biped.Run),
        ("flipping", BipedTasks.Flipping),
        ("one_foot", BipedTasks.OneFoot),
        ("high_kick", Biped.HighKick),
        ("lying_down", BipedTasks.LyingDown),
        ("sit_knees", BipedTasks.SitKnees),
        ("lunge_pose", BipedTasks.LungePose),
    ];
}
