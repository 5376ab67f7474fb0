using GenRL.Learning.Behaviours;
using GenRL.Learning.Connectors;
using GenRL.Learning.WorldModels;
using static TorchSharp.torch;

namespace GenRL.Learning.Benchmarks;

/// <summary>
/// Freshly initialised networks of given sizes on made-up data, ready to take training steps of every kind: what is measured when
/// the speed of training is, and what shows that memory stays flat.
/// </summary>
public sealed class TrainingWorkload : IDisposable
{
    /// <summary>States per recorded sequence that behaviours start from.</summary>
    public const int StartLength = 16;

    private readonly MadeUpReplay replay;
    private readonly ConnectorUpdate connectorUpdate;
    private readonly JointPhase joint;
    private readonly CachedPhase cached;
    private readonly BehaviourTrainer behaviour;

    /// <param name="options">World model, connector and batches. A preset without a cached phase gets one with the joint phase's batches.</param>
    /// <param name="behaviourOptions">Behaviour learning; it starts from recorded states, data-free or not.</param>
    public TrainingWorkload(WorldModelTrainingOptions options, BehaviourOptions behaviourOptions)
    {
        Options = options with
        {
            Sizes = options.Sizes with { RewardTasks = Math.Min(1, options.Sizes.RewardTasks) },
            Cached = options.Cached.Steps > 0 ? options.Cached : options.Joint,
        };
        Behaviour = behaviourOptions with { DataFree = null };
        manual_seed(Options.Seed);
        Model = new WorldModel(Options.Sizes);
        Connector = new Connector(Options.Sizes, Options.Connector);
        replay = new MadeUpReplay(Model, Options.Connector.EmbeddingSize, Math.Max(Options.Joint.Length, Options.Cached.Length));
        connectorUpdate = new ConnectorUpdate(Connector, Options.Joint.LearningRate.First, Options.ConnectorUpdatesPerStep);
        joint = new JointPhase(Model, JointReader(), Options.Joint.LearningRate.First, connectorUpdate);
        cached = new CachedPhase(Model, CachedReader(), Options.Cached.LearningRate.First, connectorUpdate);
        Starts = new DataStarts(new RecordedSequences(Model, (batch, length) => replay.Reader(batch, length, withPosteriors: true)), StartLength);
        Target = MakeTarget();
        Reward = new PromptReward(Model, Target, Behaviour);
        behaviour = new BehaviourTrainer(Behaviour, Model, Options.Sizes.ActionSize, Reward, Starts);
    }

    /// <summary>World model, connector and batches.</summary>
    public WorldModelTrainingOptions Options { get; }

    /// <summary>Behaviour learning.</summary>
    public BehaviourOptions Behaviour { get; }

    /// <summary>The world model.</summary>
    public WorldModel Model { get; }

    /// <summary>Connector and aligner.</summary>
    public Connector Connector { get; }

    /// <summary>The policy that is learned.</summary>
    public Actor Actor => behaviour.Actor;

    /// <summary>The critic that is learned.</summary>
    public Critic Critic => behaviour.Critic;

    /// <summary>The critic that values imagined states.</summary>
    public SlowCritic SlowCritic => behaviour.SlowCritic;

    /// <summary>Where imagination starts.</summary>
    public IStartStates Starts { get; }

    /// <summary>What the behaviour is to resemble.</summary>
    public TargetSequence Target { get; }

    /// <summary>The reward of resembling it.</summary>
    public PromptReward Reward { get; }

    /// <summary>Sequences with frames, as the joint step draws them.</summary>
    public SequenceReader JointReader() => replay.Reader(Options.Joint.Batch, Options.Joint.Length, withPosteriors: false);

    /// <summary>Sequences with cached posteriors, as the cached step draws them.</summary>
    public SequenceReader CachedReader() => replay.Reader(Options.Cached.Batch, Options.Cached.Length, withPosteriors: true);

    /// <summary>Takes one gradient step.</summary>
    /// <returns>A loss of the step, to see that two machines or settings compute the same.</returns>
    public double Take(TrainingStep step) => step switch
    {
        TrainingStep.Joint => joint.Step(Options.Joint.LearningRate.First).Image,
        TrainingStep.Cached => cached.Step(Options.Cached.LearningRate.First).KullbackLeibler,
        TrainingStep.Behaviour => behaviour.Step().CriticLoss,
        _ => throw new ArgumentOutOfRangeException(nameof(step), step, "there is no such step"),
    };

    /// <summary>Frames or imagined states that one step learns from.</summary>
    public long FramesPerStep(TrainingStep step) => step switch
    {
        TrainingStep.Joint => (long)Options.Joint.Batch * Options.Joint.Length,
        TrainingStep.Cached => (long)Options.Cached.Batch * Options.Cached.Length,
        _ => (long)Behaviour.Starts * Behaviour.Horizon,
    };

    /// <inheritdoc/>
    public void Dispose()
    {
        behaviour.Dispose();
        Target.Dispose();
        joint.Dispose();
        cached.Dispose();
        connectorUpdate.Dispose();
        replay.Dispose();
        Connector.Dispose();
        Model.Dispose();
    }

    private TargetSequence MakeTarget()
    {
        using var scope = NewDisposeScope();
        var embedding = nn.functional.normalize(randn(Options.Connector.EmbeddingSize), 2, -1);
        return TargetSequence.Generate(
            Connector, Model, embedding, Behaviour.Starts, Behaviour.Horizon, Behaviour.DeterministicTarget, Behaviour.Seed);
    }
}
