using GenRL.Learning.Behaviours;
using GenRL.Learning.Networks;
using static TorchSharp.torch;

namespace GenRL.Learning.Baselines;

/// <summary>A policy on encoded pictures.</summary>
public sealed class PixelActor : nn.Module
{
    private readonly PixelTrunk trunk;
    private readonly DenseStack body;
    private readonly bool stochastic;

    /// <param name="featureSize">Size of an encoded picture.</param>
    /// <param name="actionSize">A.</param>
    /// <param name="options">Sizes.</param>
    /// <param name="stochastic">Whether the policy has a deviation too.</param>
    public PixelActor(long featureSize, int actionSize, PixelAgentOptions options, bool stochastic)
        : base(nameof(PixelActor))
    {
        this.stochastic = stochastic;
        ActionSize = actionSize;
        trunk = new PixelTrunk(featureSize, options.TrunkSize);
        body = new DenseStack("body", options.TrunkSize, options.Units, options.Layers, stochastic ? 2 * actionSize : actionSize);
        RegisterComponents();
    }

    /// <summary>A.</summary>
    public int ActionSize { get; }

    /// <summary>The action of evaluation, [N, A] in (-1, 1), in states given by their features [N, F].</summary>
    public Tensor Mean(Tensor features) => Outputs(features).narrow(-1, 0, ActionSize).tanh();

    /// <summary>The distribution of actions in states given by their features [N, F].</summary>
    /// <exception cref="InvalidOperationException">The policy was made without a deviation.</exception>
    public ActionDistribution Distribution(Tensor features)
    {
        if (!stochastic)
        {
            throw new InvalidOperationException("This policy is deterministic; it has no distribution of actions.");
        }

        var outputs = Outputs(features);
        return ActionDistribution.FromOutputs(outputs.narrow(-1, 0, ActionSize), outputs.narrow(-1, ActionSize, ActionSize));
    }

    private Tensor Outputs(Tensor features) => body.call(trunk.call(features));
}
