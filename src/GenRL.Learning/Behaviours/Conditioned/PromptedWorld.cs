using GenRL.Learning.WorldModels;
using static TorchSharp.torch;

namespace GenRL.Learning.Behaviours.Conditioned;

/// <summary>
/// Imagination in which every row pursues a prompt of its own, drawn anew for every gradient step (spec 12.2, amortised policy): the
/// task is part of what actor and critic read, and each row is rewarded for its own target. One actor-critic so learns all prompts, by
/// the same <see cref="BehaviourTrainer"/> that learns one.
/// </summary>
public sealed class PromptedWorld : IImaginedWorld, IImaginedReward, IStartStates, IDisposable
{
    private readonly IImaginedWorld world;
    private readonly ILatentGenerator connector;
    private readonly Func<Tensor, Tensor> align;
    private readonly IPromptSource prompts;
    private readonly IStartStates starts;
    private readonly BehaviourOptions options;
    private readonly TemporalAlignment alignment;
    private Tensor task;
    private TargetSequence? target;

    /// <param name="world">The dynamics.</param>
    /// <param name="connector">Generates targets from aligned embeddings.</param>
    /// <param name="align">The aligner: embeddings [.., D] to unit vectors [.., D].</param>
    /// <param name="embeddingSize">D.</param>
    /// <param name="prompts">Where prompts come from; stays owned by the caller.</param>
    /// <param name="starts">Makes the source of start states from the world whose features the policy reads.</param>
    /// <param name="options">Horizon, alignment, similarity.</param>
    public PromptedWorld(
        IImaginedWorld world, ILatentGenerator connector, Func<Tensor, Tensor> align, long embeddingSize, IPromptSource prompts,
        Func<IImaginedWorld, IStartStates> starts, BehaviourOptions options)
    {
        (this.world, this.connector, this.align, this.prompts, this.options) = (world, connector, align, prompts, options);
        alignment = new TemporalAlignment(options.AlignmentWindow, options.Alignment, options.AlignmentRange);
        task = zeros(1, embeddingSize).DetachFromDisposeScope();
        this.starts = starts(this);
    }

    /// <inheritdoc/>
    public nn.Module? Module => world.Module;

    /// <summary>The aligned prompts of the current step, [N, D], unit length.</summary>
    public Tensor Task => task;

    /// <summary>The part of a feature that tells the task: sqrt(D) e, unit mean square per coordinate, as the connector reads it (spec 2.1).</summary>
    /// <param name="aligned">[.., D], unit length.</param>
    public static Tensor TaskFeature(Tensor aligned) => aligned * Math.Sqrt(aligned.shape[^1]);

    /// <summary>Draws a prompt for each row, generates its target, and draws the states to start from.</summary>
    public LatentState Next(long count, Actor policy)
    {
        using (no_grad())
        using (NewDisposeScope())
        {
            Tensor drawn = align(prompts.Next(count));
            Replace(drawn.DetachFromDisposeScope(), TargetSequence.Of(connector, world, drawn, options.Horizon, options.DeterministicTarget, options.SkipFirstTarget));
        }
        return starts.Next(count, policy);
    }

    /// <inheritdoc/>
    public AlignedReward Of(ImaginedTrajectory trajectory) => target is null
        ? throw new InvalidOperationException("No prompt has been drawn yet.")
        : alignment.Reward(world.RewardFeature(trajectory.Stoch), target.Features, options.Similarity);

    /// <inheritdoc/>
    public LatentState Initial(long batch) => world.Initial(batch);

    /// <inheritdoc/>
    public LatentState Imagine(LatentState previous, Tensor action) => world.Imagine(previous, action);

    /// <summary>concat(feature, sqrt(D) task), [n, F + D].</summary>
    /// <remarks>Fewer states than prompts belong to the last of these: data-free starts let the policy act in the second part of a batch only.</remarks>
    public Tensor Feature(LatentState state)
    {
        using var scope = NewDisposeScope();
        Tensor feature = world.Feature(state);
        long rows = feature.shape[0], known = task.shape[0];
        Tensor own = rows <= known ? task.narrow(0, known - rows, rows) : task.expand(rows, task.shape[1]);
        return cat([feature, TaskFeature(own)], -1).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public Tensor RewardFeature(Tensor stoch) => world.RewardFeature(stoch);

    /// <inheritdoc/>
    public Tensor PriorDisagreement(Tensor deter) => world.PriorDisagreement(deter);

    /// <inheritdoc/>
    public void Dispose()
    {
        task.Dispose();
        target?.Dispose();
    }

    private void Replace(Tensor newTask, TargetSequence newTarget)
    {
        task.Dispose();
        target?.Dispose();
        (task, target) = (newTask, newTarget);
    }
}
