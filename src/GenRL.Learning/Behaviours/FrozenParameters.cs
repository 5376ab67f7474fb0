using TorchSharp.Modules;
using static TorchSharp.torch;

namespace GenRL.Learning.Behaviours;

/// <summary>
/// Switches gradients off for the parameters of modules that are only passed through, until disposed. Inputs still receive
/// gradients; no weight gradient is computed or stored.
/// </summary>
public sealed class FrozenParameters : IDisposable
{
    private readonly List<Parameter> frozen = [];

    /// <param name="world">The world model; one that is no module has nothing to freeze.</param>
    public FrozenParameters(IImaginedWorld world)
    {
        if (world is not nn.Module module)
        {
            return;
        }
        foreach (Parameter parameter in module.parameters())
        {
            if (parameter.requires_grad)
            {
                parameter.requires_grad = false;
                frozen.Add(parameter);
            }
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (Parameter parameter in frozen)
        {
            parameter.requires_grad = true;
        }
    }
}
