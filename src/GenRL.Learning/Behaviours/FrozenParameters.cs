using System.Runtime.CompilerServices;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace GenRL.Learning.Behaviours;

/// <summary>
/// Switches gradients off for the parameters of a module that is only passed through, until disposed. Inputs still receive
/// gradients; no weight gradient is computed or stored. Several may freeze the same world at once, on any thread; the last one
/// releases it.
/// </summary>
public sealed class FrozenParameters : IDisposable
{
    private static readonly ConditionalWeakTable<nn.Module, Holders> Frozen = [];
    private readonly nn.Module? module;

    /// <param name="world">The world model; one that is no module has nothing to freeze.</param>
    public FrozenParameters(IImaginedWorld world)
        : this(world.Module)
    {
    }

    private FrozenParameters(nn.Module? module)
    {
        this.module = module;
        if (module is not null)
        {
            Frozen.GetValue(module, _ => new Holders()).Add(module);
        }
    }

    /// <summary>Freezes a module that is no world, such as a reward.</summary>
    public static FrozenParameters Of(nn.Module module) => new(module);

    /// <inheritdoc/>
    public void Dispose()
    {
        if (module is not null && Frozen.TryGetValue(module, out Holders? holders))
        {
            holders.Remove();
        }
    }

    private sealed class Holders
    {
        private readonly Lock gate = new();
        private readonly List<Parameter> parameters = [];
        private int count;

        public void Add(nn.Module module)
        {
            lock (gate)
            {
                if (count++ == 0)
                {
                    parameters.AddRange(module.parameters().Where(parameter => parameter.requires_grad));
                    parameters.ForEach(parameter => parameter.requires_grad = false);
                }
            }
        }

        public void Remove()
        {
            lock (gate)
            {
                if (--count == 0)
                {
                    parameters.ForEach(parameter => parameter.requires_grad = true);
                    parameters.Clear();
                }
            }
        }
    }
}
