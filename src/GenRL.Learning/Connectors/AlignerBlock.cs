using static TorchSharp.torch;

namespace GenRL.Learning.Connectors;

/// <summary>y = SiLU(LN(W x + b)) + P(x), with P the identity where sizes agree; or y = W x + b + P(x) when plain (spec 3.1).</summary>
public sealed class AlignerBlock : nn.Module<Tensor, Tensor>
{
    private readonly TorchSharp.Modules.Linear linear;
    private readonly TorchSharp.Modules.LayerNorm? norm;
    private readonly TorchSharp.Modules.Linear? shortcut;

    /// <param name="name">Module name.</param>
    /// <param name="input">Input size.</param>
    /// <param name="output">Output size.</param>
    /// <param name="plain">Leaves norm and activation out.</param>
    public AlignerBlock(string name, long input, long output, bool plain = false)
        : base(name)
    {
        linear = nn.Linear(input, output);
        norm = plain ? null : nn.LayerNorm(new[] { output });
        shortcut = input == output ? null : nn.Linear(input, output);
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        var hidden = linear.call(input);
        if (norm is not null)
        {
            hidden = Networks.FusedLayers.NormAndSilu(norm, hidden);
        }

        return (hidden + (shortcut is null ? input : shortcut.call(input))).MoveToOuterDisposeScope();
    }
}
