using TorchSharp.Modules;
using static TorchSharp.torch;

namespace GenRL.Learning.VideoLanguage;

/// <summary>
/// Pairwise sigmoid loss (as SigLIP's) with a known truth for every pair, which generated captions have: pairs are true, false or ignored.
/// </summary>
internal sealed class PairLoss : nn.Module
{
    private readonly Parameter log_scale, shift;

    public PairLoss() : base("pair_loss")
    {
        log_scale = new Parameter(full([1], MathF.Log(10)));
        shift = new Parameter(full([1], -5f));
        RegisterComponents();
    }

    /// <summary>Sum over captions, mean over videos.</summary>
    /// <param name="videos">Unit embeddings [B, D].</param>
    /// <param name="texts">Unit embeddings [C, D].</param>
    /// <param name="truth">[B, C]: 1 true, 0 false.</param>
    /// <param name="counted">[B, C]: 0 for ignored pairs, else 1.</param>
    /// <returns>A scalar.</returns>
    public Tensor Forward(Tensor videos, Tensor texts, Tensor truth, Tensor counted)
    {
        Tensor logits = videos.matmul(texts.t()) * log_scale.exp() + shift;
        Tensor signs = 1 - 2 * truth;
        return (nn.functional.softplus(logits * signs) * counted).sum() / videos.shape[0];
    }

    /// <summary>The learned factor and shift of the cosine.</summary>
    public (double Scale, double Shift) Values => (Math.Exp(log_scale.item<float>()), shift.item<float>());
}
