using GenRL.Learning.Connectors;
using GenRL.Learning.Distributed;
using GenRL.Learning.Optimisation;
using static TorchSharp.torch;

namespace GenRL.Learning.WorldModels;

/// <summary>The connector's and aligner's own optimiser step on a batch the world model has perceived .</summary>
/// <param name="connector">Connector with its aligner.</param>
/// <param name="learningRate">First step size.</param>
/// <param name="updatesPerStep">1 as in the paper, 2 as in the released training script.</param>
/// <param name="ranks">Processes that train together; null for this one alone.</param>
public sealed class ConnectorUpdate(Connector connector, double learningRate, int updatesPerStep = 1, Ranks? ranks = null) : IDisposable
{
    private readonly ModelOptimizer optimizer = new(connector.parameters(), learningRate, ranks: ranks);

    /// <summary>Takes the step(s) and returns KL and alignment loss of the last one.</summary>
    /// <param name="stoch">Posterior samples [B, T, K, V].</param>
    /// <param name="posterior">Posterior probabilities [B, T, K, V].</param>
    /// <param name="windows">Window embeddings [B, T / 8, D].</param>
    /// <param name="rate">Adam's step size.</param>
    public (double KullbackLeibler, double Alignment) Step(Tensor stoch, Tensor posterior, Tensor windows, double rate)
    {
        optimizer.LearningRate = rate;
        var result = (0.0, 0.0);
        for (var update = 0; update < updatesPerStep; update++)
        {
            using var scope = NewDisposeScope();
            var loss = connector.Loss(stoch, posterior, windows, ranks);
            optimizer.Step(loss.Total);
            result = (loss.KullbackLeibler.item<float>(), loss.Alignment.item<float>());
        }

        return result;
    }

    /// <inheritdoc/>
    public void Dispose() => optimizer.Dispose();
}
