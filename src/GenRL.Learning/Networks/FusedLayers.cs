#if !OFFICIAL_PACKAGES
using TorchSharp;
#endif
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace GenRL.Learning.Networks;

/// <summary>
/// Compositions that the project's own binding computes in one call, with the same result up to rounding; on the
/// official package they are the plain operations.
/// </summary>
internal static class FusedLayers
{
    /// <summary>[N, C, H, W] with the channels of a pixel side by side in memory, the order convolutions work fastest in.</summary>
    internal static Tensor ChannelsLast(Tensor images)
    {
#if OFFICIAL_PACKAGES
        return images.alias();
#else
        return images.contiguous(memory_format.channels_last);
#endif
    }

    /// <summary>silu(norm(input)) over the last dimension.</summary>
    internal static Tensor NormAndSilu(LayerNorm norm, Tensor input)
    {
#if OFFICIAL_PACKAGES
        using Tensor normal = norm.call(input);
        return normal.silu();
#else
        return NativeFunctional.layer_norm_silu(input, norm.weight!, norm.bias!, norm.eps);
#endif
    }

    /// <summary>silu(norm(input)) over the channels of each pixel of [N, C, H, W].</summary>
    internal static Tensor ChannelNormAndSilu(LayerNorm norm, Tensor input)
    {
#if OFFICIAL_PACKAGES
        using var scope = NewDisposeScope();
        return norm.call(input.permute(0, 2, 3, 1)).permute(0, 3, 1, 2).silu().MoveToOuterDisposeScope();
#else
        return NativeFunctional.channel_layer_norm_silu(input, norm.weight!, norm.bias!, norm.eps);
#endif
    }

    /// <summary>The steps of <see cref="LayerNormGruCell"/> over projected inputs [T, N, 3 Dh], from a state [N, Dh] to states [T, N, Dh].</summary>
    internal static Tensor Recurrence(Tensor projected, Tensor state, Tensor stateWeight, LayerNorm norm, Tensor? keep)
    {
#if OFFICIAL_PACKAGES
        using var scope = NewDisposeScope();
        var states = new List<Tensor>();
        for (var time = 0; time < projected.shape[0]; time++)
        {
            var previous = keep is null ? state : state * keep[time];
            var gated = norm.call(projected[time] + nn.functional.linear(previous, stateWeight)).chunk(3, -1);
            var candidate = (gated[0].sigmoid() * gated[1]).tanh();
            state = previous + (gated[2] - 1).sigmoid() * (candidate - previous);
            states.Add(state);
        }

        return stack(states).MoveToOuterDisposeScope();
#else
        return NativeFunctional.layer_norm_gru(projected, state, stateWeight, norm.weight!, norm.bias!, keep, norm.eps);
#endif
    }

    /// <summary>(1 - share) softmax(logits) + share / V over the last dimension.</summary>
    internal static Tensor MixedSoftmax(Tensor logits, double share)
    {
#if OFFICIAL_PACKAGES
        using var scope = NewDisposeScope();
        return (logits.softmax(-1) * (1 - share) + share / logits.shape[^1]).MoveToOuterDisposeScope();
#else
        return NativeFunctional.mixed_softmax(logits, share);
#endif
    }

    /// <summary>Straight-through one-hot samples of probabilities [.., V] by inverse transform of uniform numbers [..].</summary>
    internal static Tensor OneHotSample(Tensor probabilities, Tensor uniform)
    {
#if OFFICIAL_PACKAGES
        using var scope = NewDisposeScope();
        Tensor oneHot;
        using (no_grad())
        {
            var classes = probabilities.shape[^1];
            var index = probabilities.cumsum(-1).lt(uniform.unsqueeze(-1)).to(ScalarType.Float32).sum(-1, keepdim: true).clamp(0, classes - 1);
            oneHot = index.eq(arange(classes, dtype: ScalarType.Float32)).to(ScalarType.Float32);
        }

        var sample = probabilities.requires_grad ? oneHot + probabilities - probabilities.detach() : oneHot;
        return sample.MoveToOuterDisposeScope();
#else
        return NativeFunctional.one_hot_sample(probabilities, uniform);
#endif
    }

    /// <summary>A linear map of inputs whose first <paramref name="oneHot"/> columns are one-hot, hence mostly zero.</summary>
    internal static Tensor OneHotLinear(Linear linear, Tensor input, long oneHot)
    {
#if OFFICIAL_PACKAGES
        return linear.call(input);
#else
        return NativeFunctional.sparse_linear(input, linear.weight!, linear.bias, oneHot);
#endif
    }
}
