using GenRL.Inference;
using GenRL.Learning.Behaviours;
using GenRL.Learning.Behaviours.Conditioned;
using GenRL.Learning.Export;
using GenRL.VideoLanguage;
using static TorchSharp.torch;

namespace GenRL.Cli.Pipelines;

/// <summary>Learns one policy for all prompts in the imagination of a learned world.</summary>
public sealed class ConditionedLearner : IRoundLearner
{
    /// <summary>Folder of its checkpoint and curves in the output of <c>train package</c>.</summary>
    public const string Folder = "conditioned";

    private readonly IReadOnlyList<(BehaviourPrompt Prompt, float[] Embedding)> watched;
    private readonly MixedPrompts practice;
    private readonly BehaviourOptions options;
    private readonly BehaviourTrainer trainer;
    private readonly BehaviourRun run;
    private readonly ConditionedPolicy policy;
    private readonly Dictionary<string, WatchedBehaviour> current = [];
    private LearnedWorld world;
    private PromptedWorld prompted;
    private long currentStep = -1;

    /// <param name="world">World model, connector and, unless data-free, recorded sequences.</param>
    /// <param name="watched">Prompts that are tried and scored; they are not practised.</param>
    /// <param name="practice">Prompts that are practised; owned by this object from now on.</param>
    /// <param name="model">Embeds the prompts that are watched.</param>
    /// <param name="options">How to learn.</param>
    /// <param name="folder">Folder of checkpoint and curves; an earlier run in it goes on.</param>
    public ConditionedLearner(
        LearnedWorld world, IReadOnlyList<BehaviourPrompt> watched, MixedPrompts practice, VideoLanguageModel model, BehaviourOptions options, string folder)
    {
        (this.world, this.practice, this.options) = (world, practice, options);
        this.watched = [.. watched.Select(prompt => (prompt, model.EmbedText(prompt.Sentence)))];
        prompted = Prompted();
        trainer = new BehaviourTrainer(options, prompted, world.Model.Options.ActionSize, prompted, prompted);
        run = new BehaviourRun(trainer, folder);
        policy = new ConditionedPolicy(trainer.Actor, trainer.Critic);
    }

    /// <inheritdoc/>
    public string Name => Folder;

    /// <inheritdoc/>
    public long Steps => trainer.Steps;

    /// <summary>The policy of all prompts.</summary>
    public ConditionedPolicy Policy => policy;

    /// <inheritdoc/>
    public IReadOnlyList<ILearnedBehaviour> Behaviours
    {
        get
        {
            if (currentStep != trainer.Steps)
            {
                Forget();
                currentStep = trainer.Steps;
            }

            return [.. watched.Select(one => Watched(one.Prompt, one.Embedding))];
        }
    }

    /// <inheritdoc/>
    public BehaviourRunResult Train(long untilStep, IProgress<BehaviourProgress>? progress, CancellationToken cancellation)
        => run.Train(untilStep, progress, cancellation);

    /// <inheritdoc/>
    public void ContinueIn(LearnedWorld refreshed)
    {
        Forget();
        world = refreshed;
        prompted.Dispose();
        prompted = Prompted();
        trainer.ContinueWith(prompted, prompted, prompted);
    }

    /// <inheritdoc/>
    public void AddTo(string packageFolder) =>
        ConditionedWeights.AddTo(packageFolder, policy, options, trainer.Steps, ModelWeights.Sizes(world.Model.Options, world.Connector.Options));

    /// <inheritdoc/>
    public void Dispose()
    {
        Forget();
        prompted.Dispose();
        trainer.Dispose();
        practice.Dispose();
    }

    private WatchedBehaviour Watched(BehaviourPrompt prompt, float[] embedding)
    {
        if (!current.TryGetValue(prompt.Name, out var known))
        {
            current[prompt.Name] = known = new WatchedBehaviour(prompt, Align(embedding), this);
        }

        return known;
    }

    private Tensor Align(float[] embedding)
    {
        using var frozen = no_grad();
        using var scope = NewDisposeScope();
        return Aligned(tensor(embedding)).DetachFromDisposeScope();
    }

    private Tensor Aligned(Tensor embeddings) => options.Aligner ? world.Connector.Aligner.Align(embeddings) : embeddings.alias();

    private void Forget()
    {
        foreach (var behaviour in current.Values)
        {
            behaviour.Dispose();
        }

        current.Clear();
    }

    private PromptedWorld Prompted() => new(
        world.Model, world.Connector, Aligned, world.Connector.Options.EmbeddingSize, practice,
        seen => StartStates.For(
            options, seen, world.Connector, world.Connector.Options.EmbeddingSize,
            () => new DataStarts(world.Sequences ?? throw new ArgumentException("learning from data needs a dataset; add --data-free to learn without"), BehaviourLearner.StartLength)),
        options);

    /// <summary>The policy under one prompt.</summary>
    private sealed class WatchedBehaviour(BehaviourPrompt prompt, Tensor aligned, ConditionedLearner learner) : ILearnedBehaviour, IDisposable
    {
        public string Name => prompt.Name;

        public EvaluationSubject Subject { get; } = new(prompt.Name, prompt.Name, new TaskVector(prompt.Sentence, aligned.data<float>().ToArray()));

        public Actor Actor { get; } = learner.policy.ActorOf(aligned, learner.options, learner.world.Model.Options.StochSize);

        public Tensor TargetImages()
        {
            using var scope = NewDisposeScope();
            using var frozen = no_grad();
            using var target = Learning.Behaviours.TargetSequence.Of(learner.world.Connector, learner.world.Model, aligned.unsqueeze(0), learner.options.Horizon, deterministicStart: true);
            return learner.world.Model.Decode(target.Stoch.select(1, 0)).MoveToOuterDisposeScope();
        }

        public void Dispose()
        {
            Actor.Dispose();
            aligned.Dispose();
        }
    }
}
