using static TorchSharp.torch;

namespace GenRL.Learning.Networks;

/// <summary>
/// Layers of linear, LayerNorm (eps 1e-5; optional) and SiLU, with an optional linear output: the body of every head
/// (spec 0.4). Maps [.., input] to [.., output], or to [.., width] when there is no output layer.
/// </summary>
public sealed class DenseStack : nn.Module<Tensor, Tensor>
{
    private readonly TorchSharp.Modules.ModuleList<TorchSharp.Modules.Linear> linears = nn.ModuleList<TorchSharp.Modules.Linear>();
    private readonly TorchSharp.Modules.ModuleList<TorchSharp.Modules.LayerNorm> norms = nn.ModuleList<TorchSharp.Modules.LayerNorm>();
    private readonly TorchSharp.Modules.Linear? output;
    private readonly long oneHotInputs;

    /// <param name="name">Module name.</param>
    /// <param name="input">Input size.</param>
    /// <param name="width">Width of every hidden layer.</param>
    /// <param name="layers">Number of hidden layers, at least one.</param>
    /// <param name="outputSize">Size of the linear output; 0 for none.</param>
    /// <param name="zeroOutput">Zeroes the output layer, as reward heads and critics need (spec 0.4).</param>
    /// <param name="oneHotInputs">How many of the first inputs are one-hot latents; only makes it faster.</param>
    /// <param name="norm">Whether layers have a LayerNorm.</param>
    public DenseStack(
        string name, long input, long width, int layers, long outputSize = 0, bool zeroOutput = false, long oneHotInputs = 0, bool norm = true)
        : base(name)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(layers, 1);
        this.oneHotInputs = oneHotInputs;
        for (var layer = 0; layer < layers; layer++)
        {
            linears.Add(nn.Linear(layer == 0 ? input : width, width));
            if (norm)
            {
                norms.Add(nn.LayerNorm(new[] { width }));
            }
        }

        if (outputSize > 0)
        {
            output = nn.Linear(width, outputSize);
            if (zeroOutput)
            {
                using var frozen = no_grad();
                output.weight!.zero_();
                output.bias!.zero_();
            }
        }

        RegisterComponents();
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        var hidden = input;
        for (var layer = 0; layer < linears.Count; layer++)
        {
            var mapped = layer == 0 && oneHotInputs > 0 ? FusedLayers.OneHotLinear(linears[0], hidden, oneHotInputs) : linears[layer].call(hidden);
            hidden = norms.Count == 0 ? mapped.silu() : FusedLayers.NormAndSilu(norms[layer], mapped);
        }

        var result = output is null ? hidden : output.call(hidden);
        return result.MoveToOuterDisposeScope();
    }
}
