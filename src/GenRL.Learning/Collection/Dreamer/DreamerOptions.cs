using GenRL.Learning.Behaviours;
using GenRL.Learning.WorldModels;

namespace GenRL.Learning.Collection.Dreamer;

/// <summary>
/// A collecting agent that learns a world model from its own frames and acts by what it imagines. The defaults are the task agent of
/// spec 8.1; <see cref="Explorer"/> has those of spec 8.2.
/// </summary>
public sealed record DreamerOptions
{
    /// <summary>Agent steps of the run; at two frames a step, the paper's two million frames.</summary>
    public int Steps { get; init; } = 1_000_000;

    /// <summary>Agent steps of uniform random actions at the beginning; rounded up to whole episodes.</summary>
    public int SeedSteps { get; init; } = 2_000;

    /// <summary>Agent steps per update.</summary>
    public int UpdateEvery { get; init; } = 5;

    /// <summary>Sequences in a batch.</summary>
    public int Batch { get; init; } = 50;

    /// <summary>Steps of a sequence.</summary>
    public int Length { get; init; } = 50;

    /// <summary>Rows kept in memory to learn from, 12 kB each; the oldest episodes leave first. All stay in the dataset.</summary>
    public int ReplayRows { get; init; } = 1_000_000;

    /// <summary>Sizes of the world model; action size and reward head follow from the robot and the agent.</summary>
    public WorldModelOptions Sizes { get; init; } = WorldModelOptions.Paper with { Deter = 512, Units = 512 };

    /// <summary>Adam's step size of the world model.</summary>
    public double ModelRate { get; init; } = 1e-4;

    /// <summary>Adam's epsilon of the world model.</summary>
    public double ModelEpsilon { get; init; } = 1e-8;

    /// <summary>Largest gradient norm of the world model.</summary>
    public double ModelClip { get; init; } = 1000;

    /// <summary>Weight of the KL in the loss.</summary>
    public double KlScale { get; init; } = WorldModelLoss.KlScale;

    /// <summary>Share of the prior's side of the balanced KL.</summary>
    public double KlBalance { get; init; } = WorldModelLoss.KlBalance;

    /// <summary>Nats per step below which the KL gives no gradient.</summary>
    public double FreeNats { get; init; } = WorldModelLoss.FreeNats;

    /// <summary>Predictors whose disagreement is the reward; 0 for an agent that follows a task instead.</summary>
    public int EnsembleMembers { get; init; }

    /// <summary>Momentum of the mean that the disagreement is divided by.</summary>
    public double RewardMomentum { get; init; } = 0.95;

    /// <summary>How actor and critic learn in imagination.</summary>
    public BehaviourOptions Behaviour { get; init; } = BehaviourOptions.Paper with
    {
        Starts = 2500, Horizon = 15, Units = 512, EntropyScale = 3e-4, Alignment = AlignmentMode.None,
    };

    /// <summary>Agent steps between two checkpoints.</summary>
    public int CheckpointEvery { get; init; } = 10_000;

    /// <summary>Seed of everything.</summary>
    public int Seed { get; init; } = 1;

    /// <summary>The explorer's values (spec 8.2): Plan2Explore with the defaults of DreamerV2.</summary>
    public static DreamerOptions Explorer { get; } = new()
    {
        Sizes = WorldModelOptions.Paper with { Deter = 512, Units = 512, DenseNorm = false },
        ModelRate = 3e-4,
        ModelEpsilon = 1e-5,
        ModelClip = 100,
        KlScale = 1,
        KlBalance = 0.8,
        EnsembleMembers = 5,
        Behaviour = BehaviourOptions.Paper with
        {
            Starts = 2500, Horizon = 15, Units = 512, LearningRate = 8e-5, Alignment = AlignmentMode.None,
            TruncatedActions = true, SquaredCritic = true, NormaliseReturns = false, DenseNorm = false,
        },
    };

    /// <summary>The same for a robot, with the reward head that the agent needs.</summary>
    internal DreamerOptions For(int actionSize) => this with
    {
        Sizes = Sizes with { ActionSize = actionSize, RewardTasks = EnsembleMembers > 0 ? 0 : 1 },
        Behaviour = Behaviour with { Seed = Seed },
    };

    internal void RequireValid()
    {
        bool valid = Steps > 0 && SeedSteps >= 0 && UpdateEvery > 0 && Batch > 0 && Length > 1 && ReplayRows > 0 && CheckpointEvery > 0
            && ModelRate > 0 && ModelEpsilon > 0 && ModelClip > 0 && KlScale >= 0 && KlBalance is >= 0 and <= 1 && FreeNats >= 0
            && EnsembleMembers is 0 or >= 2 && RewardMomentum is >= 0 and < 1;
        if (!valid)
        {
            throw new ArgumentException($"The options of the collecting agent are out of range: {this}.");
        }
    }
}
