using GenRL.Learning.Networks;
using static TorchSharp.torch;

namespace GenRL.Learning.Benchmarks;

/// <summary>Rewrites of dense layers and of operations on one-hot latents (spec 11.4).</summary>
internal static class LatentRewrites
{
    /// <summary>LayerNorm and SiLU in one pass.</summary>
    public static Rewrite NormAndSilu(long rows, long units)
    {
        var input = Rewrite.Leaf(rows, units);
        var norm = nn.LayerNorm(new[] { units });
        Tensor[] wanted = [input, norm.weight!, norm.bias!];
        return new Rewrite(
            "dense: norm and activation fused",
            () => Rewrite.WithGradients(norm.call(input).silu(), wanted),
            () => Rewrite.WithGradients(FusedLayers.NormAndSilu(norm, input), wanted),
            input, norm);
    }

    /// <summary>Softmax and its mixture with the uniform distribution in one pass.</summary>
    public static Rewrite MixedSoftmax(long rows, long variables, long classes)
    {
        var logits = Rewrite.Leaf(rows, variables, classes);
        const double share = OneHotCategorical.UniformShare;
        return new Rewrite(
            "latent: softmax and mixture fused",
            () => Rewrite.WithGradients(logits.softmax(-1) * (1 - share) + share / classes, logits),
            () => Rewrite.WithGradients(FusedLayers.MixedSoftmax(logits, share), logits),
            logits);
    }

    /// <summary>Straight-through samples in one pass, without copies of the probabilities.</summary>
    public static Rewrite Sample(long rows, long variables, long classes)
    {
        using var logits = randn(rows, variables, classes);
        var probabilities = OneHotCategorical.Probabilities(logits).requires_grad_();
        var uniform = rand(rows, variables);
        return new Rewrite(
            "latent: straight-through sample fused",
            () =>
            {
                Tensor oneHot;
                using (no_grad())
                {
                    var index = probabilities.cumsum(-1).lt(uniform.unsqueeze(-1)).to(ScalarType.Int64).sum(-1).clamp(0, classes - 1);
                    oneHot = nn.functional.one_hot(index, classes).to(ScalarType.Float32);
                }

                return Rewrite.WithGradients(oneHot + probabilities - probabilities.detach(), probabilities);
            },
            () => Rewrite.WithGradients(FusedLayers.OneHotSample(probabilities, uniform), probabilities),
            probabilities, uniform);
    }

    /// <summary>Only the classes that are one are multiplied.</summary>
    public static Rewrite OneHotLinear(long rows, long variables, long classes, long further, long units)
    {
        using var latents = Rewrite.Latents(rows, variables, classes);
        using var others = randn(rows, further);
        var input = cat(new[] { latents.detach().flatten(1), others }, -1).requires_grad_();
        var linear = nn.Linear((variables * classes) + further, units);
        Tensor[] wanted = [input, linear.weight!, linear.bias!];
        return new Rewrite(
            "latent: linear map of one-hot inputs",
            () => Rewrite.WithGradients(linear.call(input), wanted),
            () => Rewrite.WithGradients(FusedLayers.OneHotLinear(linear, input, variables * classes), wanted),
            input, linear);
    }
}
