using static TorchSharp.torch;

namespace GenRL.Learning.Behaviours;

/// <summary>Similarity of reward features (spec 4.2); differentiable, norms included.</summary>
public static class SimilarityReward
{
    private const double SmallestSquare = 1e-16;

    /// <summary>Compares vectors row by row.</summary>
    /// <param name="first">[.., F].</param>
    /// <param name="second">[.., F], broadcast against <paramref name="first"/>.</param>
    /// <param name="similarity">The measure.</param>
    /// <returns>[..].</returns>
    public static Tensor Between(Tensor first, Tensor second, Similarity similarity)
    {
        Tensor product = (first * second).sum(-1);
        return product / Denominator(SquaredNorm(first), SquaredNorm(second), similarity);
    }

    /// <summary>Compares every agent state with every target state of the same row.</summary>
    /// <param name="agent">[T, N, F].</param>
    /// <param name="target">[T', N, F], or [T', 1, F] for a target common to all rows.</param>
    /// <param name="similarity">The measure.</param>
    /// <returns>[T, T', N].</returns>
    public static Tensor Table(Tensor agent, Tensor target, Similarity similarity)
    {
        Tensor byRow = agent.transpose(0, 1);
        Tensor product = target.shape[1] == 1
            ? byRow.matmul(target.squeeze(1).t())
            : byRow.matmul(target.permute(1, 2, 0));
        Tensor agentSquare = SquaredNorm(agent).unsqueeze(1);
        Tensor targetSquare = SquaredNorm(target).unsqueeze(0);
        return product.permute(1, 2, 0) / Denominator(agentSquare, targetSquare, similarity);
    }

    private static Tensor SquaredNorm(Tensor vectors) => (vectors * vectors).sum(-1);

    /// <remarks>Squares are compared instead of norms: max(|u|, |v|)^2 needs no root, whose gradient at 0 would be infinite.</remarks>
    private static Tensor Denominator(Tensor firstSquare, Tensor secondSquare, Similarity similarity)
    {
        Tensor square = similarity == Similarity.MaxCosine
            ? maximum(firstSquare, secondSquare)
            : firstSquare * secondSquare;
        Tensor guarded = square.clamp_min(SmallestSquare);
        return similarity == Similarity.MaxCosine ? guarded : guarded.sqrt();
    }
}
