using TorchSharp.Modules;
using static TorchSharp.torch;

namespace GenRL.Learning.Experts;

/// <summary>Deterministic policy on joint-space states: two ReLU layers and tanh, [N, state] to [N, A].</summary>
public sealed class StateActor : nn.Module<Tensor, Tensor>
{
    private readonly Linear first;
    private readonly Linear second;
    private readonly Linear output;

    /// <param name="stateSize">Numbers in a state.</param>
    /// <param name="actionSize">Numbers in an action.</param>
    /// <param name="units">Units of both layers.</param>
    public StateActor(int stateSize, int actionSize, int units)
        : base(nameof(StateActor))
    {
        first = nn.Linear(stateSize, units);
        second = nn.Linear(units, units);
        output = nn.Linear(units, actionSize);
        RegisterComponents();
    }

    /// <inheritdoc/>
    public override Tensor forward(Tensor input)
    {
        using var scope = NewDisposeScope();
        return output.call(second.call(first.call(input).relu()).relu()).tanh().MoveToOuterDisposeScope();
    }
}
