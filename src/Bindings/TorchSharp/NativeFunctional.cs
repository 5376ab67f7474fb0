using static TorchSharp.Interop.NativeError;
using static TorchSharp.Interop.NativeMethods;
using static TorchSharp.torch;

namespace TorchSharp;

/// <summary>
/// Compositions of operations as single ones, with hand-written gradients: the same results up to rounding, in less time.
/// Not part of the official API. Each works on every device and element type; only Float32 on the CPU is fast.
/// They have first derivatives only.
/// </summary>
public static class NativeFunctional
{
    /// <summary>
    /// Whether Float32 tensors on the CPU take the fast way, as they do unless told otherwise. Without it they take that of all other
    /// devices and element types, the operations that each function stands for: results are the same up to rounding.
    /// </summary>
    public static bool Fused
    {
        get => gt_get_fusing();
        set => gt_set_fusing(value);
    }

    /// <summary><c>silu(layer_norm(input))</c> over the last dimension.</summary>
    /// <param name="input">[.., F].</param>
    /// <param name="weight">Gain [F].</param>
    /// <param name="bias">Shift [F].</param>
    /// <param name="eps">Added to the variance.</param>
    public static Tensor layer_norm_silu(Tensor input, Tensor weight, Tensor bias, double eps = 1e-5) =>
        Wrap(gt_layer_norm_silu(input.Handle, weight.Handle, bias.Handle, eps), input, weight, bias);

    /// <summary><c>silu(layer_norm(input))</c> over the channels of each pixel; the result is in channels-last order.</summary>
    /// <param name="input">[N, C, H, W]; fastest in channels-last order.</param>
    /// <param name="weight">Gain [C].</param>
    /// <param name="bias">Shift [C].</param>
    /// <param name="eps">Added to the variance.</param>
    public static Tensor channel_layer_norm_silu(Tensor input, Tensor weight, Tensor bias, double eps = 1e-5) =>
        Wrap(gt_channel_layer_norm_silu(input.Handle, weight.Handle, bias.Handle, eps), input, weight, bias);

    /// <summary>
    /// A layer-norm GRU over a sequence: sums = inputs + W state; r, c, u = layer_norm(sums) in three parts;
    /// state += sigmoid(u - 1) (tanh(sigmoid(r) c) - state).
    /// </summary>
    /// <param name="inputs">Projected inputs [T, N, 3 H].</param>
    /// <param name="state">State before the first step [N, H].</param>
    /// <param name="weight">W [3 H, H].</param>
    /// <param name="norm_weight">Gain [3 H].</param>
    /// <param name="norm_bias">Shift [3 H].</param>
    /// <param name="keep">Factor on the state before each step [T, N, 1], or null; gets no gradient.</param>
    /// <param name="eps">Added to the variance.</param>
    /// <returns>States after each step [T, N, H].</returns>
    public static Tensor layer_norm_gru(Tensor inputs, Tensor state, Tensor weight, Tensor norm_weight, Tensor norm_bias, Tensor? keep = null, double eps = 1e-5)
    {
        Tensor result = Wrap(
            gt_layer_norm_gru(inputs.Handle, state.Handle, weight.Handle, norm_weight.Handle, norm_bias.Handle, keep?.Handle ?? 0, eps), inputs, state, weight);
        GC.KeepAlive(norm_weight);
        GC.KeepAlive(norm_bias);
        GC.KeepAlive(keep);
        return result;
    }

    /// <summary><c>(1 - share) softmax(logits) + share / classes</c> over the last dimension.</summary>
    public static Tensor mixed_softmax(Tensor logits, double share) => Wrap(gt_mixed_softmax(logits.Handle, share), logits);

    /// <summary>One-hot samples of categorical variables by inverse transform; the gradient passes to the probabilities unchanged.</summary>
    /// <param name="probabilities">[.., V], each row summing to one.</param>
    /// <param name="uniform">[..], uniform in [0, 1).</param>
    public static Tensor one_hot_sample(Tensor probabilities, Tensor uniform) => Wrap(gt_one_hot_sample(probabilities.Handle, uniform.Handle), probabilities, uniform);

    /// <summary><c>linear(input, weight, bias)</c> where most of the first columns of the input are zero, such as one-hot latents.</summary>
    /// <param name="input">[.., I]; any values are allowed, only zeros are fast.</param>
    /// <param name="weight">[O, I].</param>
    /// <param name="bias">[O], or null.</param>
    /// <param name="columns">How many of the first columns to search for zeros.</param>
    public static Tensor sparse_linear(Tensor input, Tensor weight, Tensor? bias, long columns) =>
        Wrap(gt_sparse_linear(input.Handle, weight.Handle, bias?.Handle ?? 0, columns), input, weight, bias);
}
