using static TorchSharp.torch;

namespace GenRL.Learning.Networks;

/// <summary>
/// The layer-norm GRU of the sequence model (spec 1.6): one bias-free linear map of [input, state] to reset, candidate
/// and update, one LayerNorm over all of them, update bias -1, the reset gate on the candidate's pre-activation.
/// </summary>
public sealed class LayerNormGruCell : nn.Module<Tensor, Tensor, Tensor>
{
    private readonly TorchSharp.Modules.Linear gates;
    private readonly TorchSharp.Modules.LayerNorm norm;
    private readonly long inputSize;
    private readonly long stateSize;

    /// <param name="name">Module name.</param>
    /// <param name="inputSize">Size of the input.</param>
    /// <param name="stateSize">Size of the recurrent state.</param>
    public LayerNormGruCell(string name, long inputSize, long stateSize)
        : base(name)
    {
        this.inputSize = inputSize;
        this.stateSize = stateSize;
        gates = nn.Linear(inputSize + stateSize, 3 * stateSize, hasBias: false);
        norm = nn.LayerNorm(new[] { 3 * stateSize });
        RegisterComponents();
    }

    /// <summary>One step: input [N, input], state [N, Dh] to the next state [N, Dh].</summary>
    public override Tensor forward(Tensor input, Tensor state)
    {
        using var scope = NewDisposeScope();
        return Unroll(input.unsqueeze(0), state, null).squeeze(0).MoveToOuterDisposeScope();
    }

    /// <summary>
    /// Runs over time with the input half of the linear map computed for all steps at once (spec 11.4, exact).
    /// </summary>
    /// <param name="inputs">[T, N, input].</param>
    /// <param name="state">State before the first step, [N, Dh].</param>
    /// <param name="keep">[T, N, 1], 0 where the state must be forgotten before the step, or null.</param>
    /// <returns>States after each step, [T, N, Dh].</returns>
    public Tensor Unroll(Tensor inputs, Tensor state, Tensor? keep)
    {
        using var scope = NewDisposeScope();
        return FusedLayers.Recurrence(ProjectInput(inputs), state, StateWeight(), norm, keep).MoveToOuterDisposeScope();
    }

    private Tensor ProjectInput(Tensor input)
    {
        using var scope = NewDisposeScope();
        return nn.functional.linear(input, gates.weight!.narrow(1, 0, inputSize)).MoveToOuterDisposeScope();
    }

    private Tensor StateWeight() => gates.weight!.narrow(1, inputSize, stateSize);
}
