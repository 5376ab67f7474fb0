using TorchSharp.Modules;
using static TorchSharp.torch;

namespace GenRL.Learning.Experts;

/// <summary>Action value of states [N, state] and actions [N, A]: two layers with LayerNorm and ReLU, to [N].</summary>
public sealed class StateCritic : nn.Module<Tensor, Tensor, Tensor>
{
    private readonly Linear first;
    private readonly LayerNorm firstNorm;
    private readonly Linear second;
    private readonly LayerNorm secondNorm;
    private readonly Linear output;

    /// <param name="stateSize">Numbers in a state.</param>
    /// <param name="actionSize">Numbers in an action.</param>
    /// <param name="units">Units of both layers.</param>
    public StateCritic(int stateSize, int actionSize, int units)
        : base(nameof(StateCritic))
    {
        first = nn.Linear(stateSize + actionSize, units);
        firstNorm = nn.LayerNorm(new long[] { units });
        second = nn.Linear(units, units);
        secondNorm = nn.LayerNorm(new long[] { units });
        output = nn.Linear(units, 1);
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor state, Tensor action)
    {
        using var scope = NewDisposeScope();
        var hidden = firstNorm.call(first.call(cat(new[] { state, action }, -1))).relu();
        hidden = secondNorm.call(second.call(hidden)).relu();
        return output.call(hidden).squeeze(-1).MoveToOuterDisposeScope();
    }
}
