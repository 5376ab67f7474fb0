using GenRL.Learning.Distributed;
using GenRL.Learning.Networks;
using GenRL.Learning.Optimisation;
using static TorchSharp.torch;

namespace GenRL.Learning.WorldModels;

/// <summary>
/// Training of dynamics, reward head, connector and aligner on cached posteriors with encoder and decoder frozen:
/// several times more frames a second than the joint phase. Latents are drawn anew from the cached distributions.
/// </summary>
public sealed class CachedPhase : IDisposable
{
    private readonly WorldModel model;
    private readonly SequenceReader reader;
    private readonly ConnectorUpdate? connectorUpdate;
    private readonly Ranks ranks;
    private readonly ModelOptimizer optimizer;

    /// <param name="model">World model to train.</param>
    /// <param name="reader">Sequences with cached posteriors.</param>
    /// <param name="learningRate">First step size.</param>
    /// <param name="connectorUpdate">Connector and aligner, or null where no embeddings exist.</param>
    /// <param name="ranks">Processes that train together; null for this one alone.</param>
    public CachedPhase(WorldModel model, SequenceReader reader, double learningRate, ConnectorUpdate? connectorUpdate, Ranks? ranks = null)
    {
        this.model = model;
        this.reader = reader;
        this.connectorUpdate = connectorUpdate;
        this.ranks = ranks ?? Ranks.Alone;
        optimizer = new ModelOptimizer(model.DynamicsParameters(), learningRate, ranks: this.ranks);
    }

    /// <summary>One gradient step at the given rate.</summary>
    public WorldModelMetrics Step(double learningRate)
    {
        using var scope = NewDisposeScope();
        using var noise = ranks.SplitNoise();
        optimizer.LearningRate = learningRate;
        var batch = reader.Next();
        var posterior = batch.Posterior!;
        var stoch = OneHotCategorical.SampleFrom(posterior);
        var dynamics = DynamicsLoss.Of(model, stoch, posterior, batch);
        var norm = optimizer.Step(WorldModelLoss.Total(dynamics));
        var connector = connectorUpdate?.Step(stoch, posterior, batch.Windows!, learningRate);
        return new WorldModelMetrics
        {
            KullbackLeibler = dynamics.Mean.item<float>(),
            Reward = dynamics.Reward.detach().item<float>(),
            GradientNorm = norm,
            ConnectorKl = connector?.KullbackLeibler ?? 0,
            Alignment = connector?.Alignment ?? 0,
        };
    }

    /// <inheritdoc/>
    public void Dispose() => optimizer.Dispose();
}
