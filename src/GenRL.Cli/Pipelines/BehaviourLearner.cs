using System.Text.Json;
using GenRL.Learning.Behaviours;
using GenRL.Learning.Behaviours.Conditioned;
using GenRL.Learning.Distributed;
using GenRL.Learning.Export;
using GenRL.Robots.Packages;
using static TorchSharp.torch;

namespace GenRL.Cli.Pipelines;

/// <summary>Learns the behaviour of one prompt in the imagination of a learned world.</summary>
public sealed class BehaviourLearner : IRoundLearner, ILearnedBehaviour
{
    /// <summary>States that a recorded sequence contributes to a batch of start states.</summary>
    internal const int StartLength = 16;

    private LearnedWorld world;
    private readonly BehaviourOptions options;
    private readonly Ranks ranks;
    private readonly BehaviourTrainer trainer;
    private readonly BehaviourRun run;
    private readonly Tensor embedding;
    private readonly int? rewardTask;
    private readonly IImaginedReward? reward;
    private TargetSequence target;

    /// <param name="world">World model, connector and, unless data-free, recorded sequences.</param>
    /// <param name="name">Name of the behaviour.</param>
    /// <param name="prompt">The sentence.</param>
    /// <param name="promptEmbedding">Its embedding, [D].</param>
    /// <param name="options">How to learn.</param>
    /// <param name="folder">Folder of checkpoint and curves; an earlier run in it goes on.</param>
    /// <param name="rewardTask">Index of the task whose true reward guides instead of the prompt, for diagnosis; null for the prompt.</param>
    /// <param name="start">Prompt-conditioned policy that a new run starts as; null to start from nothing.</param>
    /// <param name="reward">Another reward to learn from instead of either, or null.</param>
    /// <param name="ranks">Processes that learn this behaviour together; null for this one alone.</param>
    /// <exception cref="ArgumentException">The embedding is of another size than those the connector was trained on.</exception>
    public BehaviourLearner(
        LearnedWorld world, string name, string prompt, float[] promptEmbedding, BehaviourOptions options, string folder, int? rewardTask = null,
        ConditionedPolicy? start = null, IImaginedReward? reward = null, Ranks? ranks = null)
    {
        if (promptEmbedding.Length != world.Connector.Options.EmbeddingSize)
        {
            throw new ArgumentException(
                $"the prompt's embedding has {promptEmbedding.Length} numbers, the connector was trained on {world.Connector.Options.EmbeddingSize}; "
                + "use the video-language model that the dataset was embedded with");
        }

        this.ranks = ranks ?? Ranks.Alone;
        this.ranks.RequireAgreement("what is to be learned", JsonSerializer.Serialize(new { prompt, promptEmbedding, world.Model.Options, Connector = world.Connector.Options }));
        this.ranks.Broadcast(world.Model.parameters().Concat(world.Connector.parameters()));
        this.rewardTask = rewardTask;
        this.reward = reward;
        this.world = world;
        this.options = options;
        Name = name;
        Prompt = prompt;
        Embedding = promptEmbedding;
        embedding = tensor(promptEmbedding);
        target = Target();
        trainer = new BehaviourTrainer(options, world.Model, world.Model.Options.ActionSize, Reward(), Starts(), this.ranks);
        run = new BehaviourRun(trainer, folder, ranks: this.ranks);
        if (start is not null && !run.Resumed)
        {
            using var scope = NewDisposeScope();
            trainer.StartFrom(start, world.Connector.Aligner.Align(embedding).detach());
        }
    }

    /// <summary>Name of the behaviour.</summary>
    public string Name { get; }

    /// <summary>The sentence.</summary>
    public string Prompt { get; }

    /// <summary>Its embedding, [D].</summary>
    public float[] Embedding { get; }

    /// <summary>Steps taken in all.</summary>
    public long Steps => trainer.Steps;

    /// <summary>The policy as learned so far.</summary>
    public Actor Actor => trainer.Actor;

    /// <inheritdoc/>
    public EvaluationSubject Subject => new(Name, Name);

    /// <inheritdoc/>
    public IReadOnlyList<ILearnedBehaviour> Behaviours => [this];

    /// <inheritdoc/>
    public Tensor TargetImages()
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        return world.Model.Decode(target.Stoch.select(1, 0)).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public BehaviourRunResult Train(long untilStep, IProgress<BehaviourProgress>? progress, CancellationToken cancellation)
        => run.Train(untilStep, progress, cancellation);

    /// <inheritdoc/>
    public void ContinueIn(LearnedWorld refreshed)
    {
        world = refreshed;
        target.Dispose();
        target = Target();
        trainer.ContinueWith(world.Model, Reward(), Starts());
    }

    /// <summary>The behaviour for a package.</summary>
    /// <param name="scores">Normalised scores by task, as far as they were measured.</param>
    public NewBehaviour Export(IReadOnlyDictionary<string, double>? scores = null) => new()
    {
        Name = Name,
        Prompt = Prompt,
        Policy = BehaviourExport.Policy(trainer.Actor, ModelWeights.Sizes(world.Model.Options, world.Connector.Options)).ToBytes(),
        Embedding = Embedding,
        Scores = scores ?? new Dictionary<string, double>(),
        DataFree = options.DataFree is not null,
    };

    /// <inheritdoc/>
    public void AddTo(string packageFolder) => PackageWriter.AddBehaviour(packageFolder, Export());

    /// <inheritdoc/>
    public void Dispose()
    {
        target.Dispose();
        trainer.Dispose();
        embedding.Dispose();
    }

    private TargetSequence Target()
    {
        using var common = TargetSequence.Generate(
            world.Connector, world.Model, embedding, (long)options.Starts * ranks.Size, options.Horizon, options.DeterministicTarget, options.Seed,
            options.Aligner, options.SkipFirstTarget, options.StillAbove);
        return common.Share(ranks.Rank, ranks.Size);
    }

    private IImaginedReward Reward() => reward ?? (rewardTask is { } task ? new TaskReward(world.Model.RewardHeadMean, task) : new PromptReward(world.Model, target, options));

    private IStartStates Starts() => StartStates.For(
        options, world.Model, world.Connector, world.Connector.Options.EmbeddingSize,
        () => new DataStarts(world.Sequences ?? throw new ArgumentException("learning from data needs a dataset; add --data-free to learn without"), StartLength));
}
