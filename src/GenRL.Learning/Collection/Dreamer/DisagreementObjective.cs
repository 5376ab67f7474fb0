using GenRL.Learning.Behaviours;
using GenRL.Learning.Checkpoints;
using GenRL.Learning.Optimisation;
using static TorchSharp.torch;

namespace GenRL.Learning.Collection.Dreamer;

/// <summary>Wants to see what an ensemble of predictors cannot foretell yet (Plan2Explore).</summary>
internal sealed class DisagreementObjective : IDreamerObjective
{
    private readonly DisagreementEnsemble ensemble;
    private readonly MagnitudeNormaliser magnitude;
    private readonly ModelOptimizer optimizer;

    public DisagreementObjective(DreamerOptions options)
    {
        ensemble = new DisagreementEnsemble(options.EnsembleMembers, options.Sizes.FeatureSize, options.Sizes.ActionSize, options.Sizes.EmbeddingSize);
        magnitude = new MagnitudeNormaliser(options.RewardMomentum);
        optimizer = new ModelOptimizer(ensemble.parameters(), options.ModelRate, options.ModelEpsilon, options.ModelClip);
        Reward = new DisagreementReward(ensemble, magnitude);
    }

    public IImaginedReward Reward { get; }

    public void Update(Tensor feature, Tensor actions, Tensor embeddings, IDictionary<string, double> figures)
    {
        using var scope = NewDisposeScope();
        var loss = ensemble.Loss(feature, actions, embeddings);
        optimizer.Step(loss);
        figures["ensemble_error"] = loss.detach().item<float>();
        figures["disagreement"] = magnitude.Mean;
    }

    public void Describe(TrainingState state)
    {
        state.Add("ensemble", ensemble);
        state.Add("ensemble_optimizer", optimizer);
        state.Add("disagreement", () => magnitude.Mean, value => magnitude.Mean = value);
    }

    public void Dispose()
    {
        optimizer.Dispose();
        ensemble.Dispose();
    }
}
