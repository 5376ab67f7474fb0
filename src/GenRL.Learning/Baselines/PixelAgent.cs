using GenRL.Learning.Networks;
using GenRL.Learning.Optimisation;
using static TorchSharp.torch;

namespace GenRL.Learning.Baselines;

/// <summary>
/// What the agents that learn from pixels without a model have in common (spec 7.2, 7.3): one encoder, which learns from the critics' loss
/// alone, and twin critics with a slowly following copy. Actor, and state value where there is one, read encoded pictures as constants.
/// </summary>
public abstract class PixelAgent : IOfflineLearner
{
    private const double NoClip = 1e9;

    private readonly OfflineTransitions transitions;
    private readonly long seed;
    private readonly Generator noise = new();
    private readonly ModelOptimizer criticOptimizer;
    private readonly ModelOptimizer actorOptimizer;

    /// <param name="options">Sizes and rates.</param>
    /// <param name="transitions">The data; stays owned by the caller.</param>
    /// <param name="actionSize">A.</param>
    /// <param name="seed">Seed of first weights and noise.</param>
    /// <param name="stochastic">Whether the policy has a deviation.</param>
    protected PixelAgent(PixelAgentOptions options, OfflineTransitions transitions, int actionSize, long seed, bool stochastic)
    {
        options.Validated();
        Options = options;
        this.transitions = transitions;
        this.seed = seed;
        manual_seed(seed);
        Encoder = new PixelEncoder(options);
        Actor = new PixelActor(Encoder.OutputSize, actionSize, options, stochastic);
        Critic = new TwinCritic(Encoder.OutputSize, actionSize, options);
        TargetCritic = new TwinCritic(Encoder.OutputSize, actionSize, options);
        TargetNetwork.Follow(TargetCritic, Critic, 1);
        criticOptimizer = Optimizer(Encoder.parameters().Concat(Critic.parameters()));
        actorOptimizer = Optimizer(Actor.parameters());
    }

    /// <summary>Sizes and rates.</summary>
    public PixelAgentOptions Options { get; }

    /// <summary>Stacked frames to features.</summary>
    public PixelEncoder Encoder { get; }

    /// <summary>The policy.</summary>
    public PixelActor Actor { get; }

    /// <summary>The learning critics.</summary>
    public TwinCritic Critic { get; }

    /// <summary>The critics that follow them.</summary>
    public TwinCritic TargetCritic { get; }

    /// <inheritdoc/>
    public long Steps { get; set; }

    /// <inheritdoc/>
    public virtual IReadOnlyList<(string Name, nn.Module Module)> Modules =>
        [("encoder", Encoder), ("actor", Actor), ("critic", Critic), ("target_critic", TargetCritic)];

    /// <inheritdoc/>
    public virtual IReadOnlyList<(string Name, ModelOptimizer Optimizer)> Optimizers => [("critic", criticOptimizer), ("actor", actorOptimizer)];

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, double> Step()
    {
        using var scope = NewDisposeScope();
        // a stream of its own for every step lets a resumed run continue as if it had never stopped
        using var stream = RandomStream.Use(noise.manual_seed((seed * 1_000_003) + Steps));
        var batch = transitions.Draw(Steps, Options.Batch);
        Tensor nextFeatures;
        using (no_grad())
        {
            nextFeatures = Encoder.call(batch.NextFrames);
        }

        var figures = Update(new EncodedBatch(Encoder.call(batch.Frames), batch.Action, batch.Reward, nextFeatures));
        foreach (var (name, value) in figures)
        {
            if (!double.IsFinite(value))
            {
                throw new ArithmeticException(
                    $"Learning diverged in step {Steps + 1}: {name} is {value}. Lower baseline.agent.learning_rate ({Options.LearningRate}) and begin in another folder.");
            }
        }

        Steps++;
        return figures;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        noise.Dispose();
        foreach (var (_, optimizer) in Optimizers)
        {
            optimizer.Dispose();
        }

        foreach (var (_, module) in Modules)
        {
            module.Dispose();
        }

        GC.SuppressFinalize(this);
    }

    /// <summary>One update of the networks on a batch.</summary>
    internal abstract IReadOnlyDictionary<string, double> Update(EncodedBatch batch);

    /// <summary>The critics' and the encoder's step towards targets [N].</summary>
    /// <returns>The loss.</returns>
    internal double UpdateCritics(EncodedBatch batch, Tensor target)
    {
        var (first, second) = Critic.Values(batch.Features, batch.Action);
        var loss = (first - target).square().mean() + (second - target).square().mean();
        criticOptimizer.Step(loss);
        return loss.detach().item<float>();
    }

    /// <summary>The actor's step.</summary>
    /// <returns>The loss.</returns>
    internal double UpdateActor(Tensor loss)
    {
        actorOptimizer.Step(loss);
        return loss.detach().item<float>();
    }

    private protected ModelOptimizer Optimizer(IEnumerable<TorchSharp.Modules.Parameter> parameters) => new(parameters, Options.LearningRate, clip: NoClip, decay: 0);
}
