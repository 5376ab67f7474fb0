using GenRL.Learning.Distributed;
using GenRL.Learning.Networks;
using GenRL.Learning.Optimisation;
using static TorchSharp.torch;

namespace GenRL.Learning.WorldModels;

/// <summary>
/// Training of encoder, decoder, dynamics and reward head together on pixels (spec 1.8 to 1.10), connector and aligner
/// beside them where window embeddings exist.
/// </summary>
public sealed class JointPhase : IDisposable
{
    private readonly WorldModel model;
    private readonly SequenceReader reader;
    private readonly ConnectorUpdate? connectorUpdate;
    private readonly Ranks ranks;
    private readonly ModelOptimizer optimizer;

    /// <param name="model">World model to train.</param>
    /// <param name="reader">Sequences with frames.</param>
    /// <param name="learningRate">First step size.</param>
    /// <param name="connectorUpdate">Connector and aligner, or null to leave them for later.</param>
    /// <param name="ranks">Processes that train together; null for this one alone.</param>
    public JointPhase(WorldModel model, SequenceReader reader, double learningRate, ConnectorUpdate? connectorUpdate = null, Ranks? ranks = null)
    {
        this.model = model;
        this.reader = reader;
        this.connectorUpdate = connectorUpdate;
        this.ranks = ranks ?? Ranks.Alone;
        optimizer = new ModelOptimizer(model.parameters(), learningRate, ranks: this.ranks);
    }

    /// <summary>One gradient step at the given rate.</summary>
    public WorldModelMetrics Step(double learningRate)
    {
        using var scope = NewDisposeScope();
        using var noise = ranks.SplitNoise();
        optimizer.LearningRate = learningRate;
        var batch = reader.Next(withFrames: true);
        var images = WorldModel.Normalise(batch.Frames!.flatten(0, 1));
        var posterior = OneHotCategorical.Probabilities(model.PosteriorLogits(images));
        var stoch = OneHotCategorical.SampleFrom(posterior);
        var image = WorldModelLoss.ImageError(model.Decode(stoch), images);
        var (b, t) = (batch.Actions.shape[0], batch.Actions.shape[1]);
        var dynamics = DynamicsLoss.Of(model, stoch.unflatten(0, b, t), posterior.unflatten(0, b, t), batch);
        var norm = optimizer.Step(WorldModelLoss.Total(dynamics, image));
        var connector = connectorUpdate?.Step(stoch.detach().unflatten(0, b, t), posterior.detach().unflatten(0, b, t), batch.Windows!, learningRate);
        return new WorldModelMetrics
        {
            Image = image.detach().item<float>(),
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
