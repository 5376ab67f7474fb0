using static TorchSharp.torch;

namespace GenRL.Learning.Benchmarks;

/// <summary>
/// A part of training that is not computed the obvious way because another way gives the same in less time (spec 11.4): both ways, on
/// the same inputs, to be timed and compared. Both return their results and gradients in the same order.
/// </summary>
/// <param name="name">What is rewritten.</param>
/// <param name="before">The obvious way.</param>
/// <param name="after">The way training does it.</param>
/// <param name="owned">Inputs to dispose with it.</param>
public sealed class Rewrite(
    string name, Func<IReadOnlyList<Tensor>> before, Func<IReadOnlyList<Tensor>> after, params IReadOnlyList<IDisposable> owned) : IDisposable
{
    /// <summary>What is rewritten.</summary>
    public string Name => name;

    /// <summary>Computes the obvious way and forgets the results.</summary>
    public void RunBefore()
    {
        using var scope = NewDisposeScope();
        before();
    }

    /// <summary>Computes the rewritten way and forgets the results.</summary>
    public void RunAfter()
    {
        using var scope = NewDisposeScope();
        after();
    }

    /// <summary>Largest difference between both ways over all results and gradients, relative to the largest value of its tensor.</summary>
    public double LargestDifference()
    {
        using var scope = NewDisposeScope();
        var (plain, rewritten) = (before(), after());
        if (plain.Count != rewritten.Count)
        {
            throw new InvalidOperationException($"'{name}' has {plain.Count} results before and {rewritten.Count} after");
        }

        return plain.Zip(rewritten).Max(pair => Difference(pair.First.detach(), pair.Second.detach()));
    }

    /// <summary>Keeps the inputs alive beyond the dispose scope that this was made in.</summary>
    internal Rewrite DetachFromDisposeScope()
    {
        foreach (var tensor in owned.OfType<Tensor>())
        {
            tensor.DetachFromDisposeScope();
        }

        return this;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var one in owned)
        {
            one.Dispose();
        }
    }

    /// <summary>A result followed by the gradients of half its squared norm with respect to inputs, which cost nothing but the backward pass.</summary>
    internal static IReadOnlyList<Tensor> WithGradients(Tensor result, params Tensor[] inputs)
        => [result, .. autograd.grad([result], inputs, [result.detach()])];

    /// <summary>Normally distributed inputs that gradients are wanted for.</summary>
    internal static Tensor Leaf(params long[] shape) => randn(shape).requires_grad_();

    /// <summary>One-hot latents [rows.., K, V] that gradients are wanted for.</summary>
    internal static Tensor Latents(params long[] shape)
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        return Networks.OneHotCategorical.Sample(randn(shape)).DetachFromDisposeScope().requires_grad_();
    }

    private static double Difference(Tensor first, Tensor second)
    {
        var scale = Math.Max(first.abs().max().item<float>(), 1e-12f);
        return (first - second).abs().max().item<float>() / scale;
    }
}
