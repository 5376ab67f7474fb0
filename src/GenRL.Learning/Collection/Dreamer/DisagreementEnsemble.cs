using GenRL.Learning.Behaviours;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace GenRL.Learning.Collection.Dreamer;

/// <summary>
/// One-step predictors of the encoder's embedding from a feature and the action that follows (Plan2Explore, spec 8.2). Where they
/// disagree the world is not known yet.
/// </summary>
public sealed class DisagreementEnsemble : nn.Module
{
    private readonly ModuleList<Linear> hidden = nn.ModuleList<Linear>();
    private readonly ModuleList<Linear> outputs = nn.ModuleList<Linear>();

    /// <param name="members">Number of predictors, at least 2.</param>
    /// <param name="featureSize">S + Dh.</param>
    /// <param name="actionSize">A.</param>
    /// <param name="embeddingSize">E.</param>
    public DisagreementEnsemble(int members, long featureSize, long actionSize, long embeddingSize)
        : base(nameof(DisagreementEnsemble))
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(members, 2);
        for (var member = 0; member < members; member++)
        {
            hidden.Add(nn.Linear(featureSize + actionSize, embeddingSize));
            outputs.Add(nn.Linear(embeddingSize, embeddingSize));
        }

        RegisterComponents();
    }

    /// <summary>Every member's prediction of the embedding at t + 1, [members, .., E].</summary>
    /// <param name="feature">[.., S + Dh] at t.</param>
    /// <param name="action">[.., A], the action that leads to t + 1.</param>
    public Tensor Predict(Tensor feature, Tensor action)
    {
        using var scope = NewDisposeScope();
        var input = cat(new[] { feature, action }, -1);
        return stack(hidden.Zip(outputs).Select(member => member.Second.call(member.First.call(input).relu())).ToArray()).MoveToOuterDisposeScope();
    }

    /// <summary>Mean over members and samples of the Euclidean norm of the error, not squared.</summary>
    /// <param name="feature">[B, T, S + Dh]; treated as constants.</param>
    /// <param name="actions">[B, T, A]; row t led to step t.</param>
    /// <param name="embeddings">[B, T, E]; treated as constants.</param>
    public Tensor Loss(Tensor feature, Tensor actions, Tensor embeddings)
    {
        using var scope = NewDisposeScope();
        var steps = feature.shape[1] - 1;
        var error = Predict(feature.detach().narrow(1, 0, steps), actions.narrow(1, 1, steps)) - embeddings.detach().narrow(1, 1, steps);
        // the norm of an exact prediction has no derivative
        const double smallest = 1e-12;
        return error.square().sum(-1).clamp_min(smallest).sqrt().mean().MoveToOuterDisposeScope();
    }

    /// <summary>Variance over members without bias, averaged over the embedding: [members, .., E] to [..].</summary>
    public static Tensor Variance(Tensor predictions)
    {
        using var scope = NewDisposeScope();
        var deviation = predictions - predictions.mean(new long[] { 0 }, keepdim: true);
        return deviation.square().sum(0L).div(predictions.shape[0] - 1).mean(new long[] { -1 }).MoveToOuterDisposeScope();
    }

    /// <summary>
    /// The intrinsic reward of every imagined state, [H + 1, N]: the variance of the predictions that led there, 0 for the start state.
    /// Differentiable with respect to features and actions, not to the predictors.
    /// </summary>
    public Tensor Reward(ImaginedTrajectory trajectory)
    {
        using var scope = NewDisposeScope();
        using var frozen = FrozenParameters.Of(this);
        var variance = Variance(Predict(trajectory.Feature.narrow(0, 0, trajectory.Action.shape[0]), trajectory.Action));
        return cat(new[] { zeros(1, variance.shape[1]), variance }, 0).MoveToOuterDisposeScope();
    }
}
