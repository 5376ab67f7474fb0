using static TorchSharp.torch;

namespace GenRL.Learning.Networks;

/// <summary>
/// Layers of linear, LayerNorm (eps 1e-5) and SiLU, with an optional linear output: the body of every head
/// (spec 0.4). Maps [.., input] to [.., output], or to [.., width] when there is no output layer.
/// </summary>
public sealed class DenseStack : nn.Module<Tensor, Tensor>
{
    private readonly TorchSharp.Modules.ModuleList<nn.Module<Tensor, Tensor>> linears = nn.ModuleList<nn.Module<Tensor, Tensor>>();
    private readonly TorchSharp.Modules.ModuleList<nn.Module<Tensor, Tensor>> norms = nn.ModuleList<nn.Module<Tensor, Tensor>>();
    private readonly TorchSharp.Modules.Linear? output;

    /// <param name="name">Module name.</param>
    /// <param name="input">Input size.</param>
    /// <param name="width">Width of every hidden layer.</param>
    /// <param name="layers">Number of hidden layers, at least one.</param>
    /// <param name="outputSize">Size of the linear output; 0 for none.</param>
    /// <param name="zeroOutput">Zeroes the output layer, as reward heads and critics need (spec 0.4).</param>
    public DenseStack(string name, long input, long width, int layers, long outputSize = 0, bool zeroOutput = false)
        : base(name)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(layers, 1);
        for (var layer = 0; layer < layers; layer++)
        {
            linears.Add(nn.Linear(layer == 0 ? input : width, width));
            norms.Add(nn.LayerNorm(new[] { width }));
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
            hidden = norms[layer].call(linears[layer].call(hidden)).silu();
        }

        var result = output is null ? hidden : output.call(hidden);
        return result.MoveToOuterDisposeScope();
    }
}
