using TorchSharp;
using static TorchSharp.torch;

namespace GenRL.Learning.Networks;

/// <summary>
/// Where sampling on this thread takes its random numbers from. By default that is torch's global generator; a learner that runs
/// beside others brings a stream of its own, so that its results do not depend on what the others do. Numbers are drawn on the CPU
/// and moved to where they are needed: they are the same on every device.
/// </summary>
public static class RandomStream
{
    [ThreadStatic]
    private static Generator? current;

    [ThreadStatic]
    private static (int Rank, int Size)? part;

    /// <summary>The generator in use on this thread; null for torch's global one.</summary>
    public static Generator? Current => current;

    /// <summary>Draws from <paramref name="generator"/> on this thread until the result is disposed.</summary>
    public static IDisposable Use(Generator generator)
    {
        var scope = new Scope(current);
        current = generator;
        return scope;
    }

    /// <summary>
    /// Until the result is disposed, <see cref="Uniform"/> and <see cref="Normal"/> draw for <paramref name="size"/> processes together, as
    /// one process would for all their rows, and return the rows of one of them. The others draw the same numbers, so that all streams
    /// stay equal.
    /// </summary>
    /// <param name="rank">Number of this process.</param>
    /// <param name="size">Number of processes.</param>
    public static IDisposable Split(int rank, int size)
    {
        var scope = new Part(part);
        part = size > 1 ? (rank, size) : null;
        return scope;
    }

    /// <summary>Numbers uniform in [0, 1), one row of the batch after the other.</summary>
    /// <param name="shape">[N, ..].</param>
    /// <param name="device">Where they are needed; null for the default device.</param>
    public static Tensor Uniform(long[] shape, Device? device = null) => Draw(shape, device, all => rand(all, device: CPU, generator: Current));

    /// <summary>Standard normal numbers, one row of the batch after the other.</summary>
    /// <param name="shape">[N, ..].</param>
    /// <param name="device">Where they are needed; null for the default device.</param>
    public static Tensor Normal(long[] shape, Device? device = null) => Draw(shape, device, all => randn(all, device: CPU, generator: Current));

    private static Tensor Draw(long[] shape, Device? device, Func<long[], Tensor> draw)
    {
        var drawn = part is { } own ? Rows(draw([shape[0] * own.Size, .. shape[1..]]), own.Rank * shape[0], shape[0]) : draw(shape);
        return (device ?? get_default_device()) is { type: not DeviceType.CPU } place ? drawn.to(place, disposeAfter: true) : drawn;
    }

    private static Tensor Rows(Tensor all, long first, long count)
    {
        using (all)
        {
            using var rows = all.narrow(0, first, count);
            return rows.contiguous();
        }
    }

    private sealed class Scope(Generator? outer) : IDisposable
    {
        public void Dispose() => current = outer;
    }

    private sealed class Part((int Rank, int Size)? outer) : IDisposable
    {
        public void Dispose() => part = outer;
    }
}
