using TorchSharp.Modules;
using static TorchSharp.torch;

namespace GenRL.Learning.Behaviours;

/// <summary>
/// The critic that values imagined states for the returns (spec 5.8): a hard copy of the learning critic, made after the very
/// first update and after every <c>interval</c> further ones. Its parameters never require gradients, its inputs may.
/// </summary>
public sealed class SlowCritic : IDisposable
{
    private readonly Critic source;
    private readonly int interval;

    /// <param name="source">The learning critic.</param>
    /// <param name="copy">A critic of the same size that becomes the slow one and is owned by this object.</param>
    /// <param name="interval">Updates between two copies.</param>
    public SlowCritic(Critic source, Critic copy, int interval)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(interval, 1);
        this.source = source;
        this.interval = interval;
        Network = copy;
        foreach (Parameter parameter in copy.parameters())
        {
            parameter.requires_grad = false;
        }
        Copy();
    }

    /// <summary>The slow network.</summary>
    public Critic Network { get; }

    /// <summary>Updates of the learning critic seen so far.</summary>
    public long Updates { get; set; }

    /// <summary>To be called once after each update of the learning critic.</summary>
    public void AfterUpdate()
    {
        if (Updates % interval == 0)
        {
            Copy();
        }
        Updates++;
    }

    /// <inheritdoc/>
    public void Dispose() => Network.Dispose();

    /// <summary>Makes the slow network equal to the learning one now, without counting an update.</summary>
    internal void Copy()
    {
        using var gradientsOff = no_grad();
        foreach ((Parameter slow, Parameter fast) in Network.parameters().Zip(source.parameters()))
        {
            using Tensor copied = slow.copy_(fast);
        }
    }
}
