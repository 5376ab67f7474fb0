using GenRL.Learning.Networks;
using static TorchSharp.torch;

namespace GenRL.Learning.Behaviours.Conditioned;

/// <summary>Prompts of several sources, each with its share of every batch.</summary>
public sealed class MixedPrompts : IPromptSource, IDisposable
{
    private readonly IReadOnlyList<(IPromptSource Source, double Weight)> parts;
    private readonly double sum;

    /// <param name="parts">Sources and how much they count relative to each other; owned by this object from now on.</param>
    /// <exception cref="ArgumentException">A weight is negative, or all are zero.</exception>
    public MixedPrompts(IEnumerable<(IPromptSource Source, double Weight)> parts)
    {
        this.parts = [.. parts];
        sum = this.parts.Sum(part => part.Weight);
        if (this.parts.Any(part => part.Weight < 0 || !double.IsFinite(part.Weight)) || !(sum > 0))
        {
            throw new ArgumentException("The shares of prompt sources must not be negative, and at least one must be above 0.", nameof(parts));
        }
    }

    /// <inheritdoc/>
    /// <remarks>The shares are exact up to rounding; which rows belong to which source is shuffled, so that no source meets always the same start states.</remarks>
    public Tensor Next(long count)
    {
        using var scope = NewDisposeScope();
        var drawn = new List<Tensor>();
        double reached = 0;
        long taken = 0;
        foreach ((IPromptSource source, double weight) in parts)
        {
            reached += weight;
            long until = (long)Math.Round(count * reached / sum);
            if (until > taken)
            {
                drawn.Add(source.Next(until - taken));
                taken = until;
            }
        }
        Tensor order = RandomStream.Uniform([count]).argsort();
        return cat(drawn, 0).index_select(0, order).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach ((IPromptSource source, _) in parts)
        {
            (source as IDisposable)?.Dispose();
        }
    }
}
