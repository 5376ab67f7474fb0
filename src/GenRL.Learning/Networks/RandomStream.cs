using static TorchSharp.torch;

namespace GenRL.Learning.Networks;

/// <summary>
/// Where sampling on this thread takes its random numbers from. By default that is torch's global generator; a learner that runs
/// beside others brings a stream of its own, so that its results do not depend on what the others do.
/// </summary>
public static class RandomStream
{
    [ThreadStatic]
    private static Generator? current;

    /// <summary>The generator in use on this thread; null for torch's global one.</summary>
    public static Generator? Current => current;

    /// <summary>Draws from <paramref name="generator"/> on this thread until the result is disposed.</summary>
    public static IDisposable Use(Generator generator)
    {
        var scope = new Scope(current);
        current = generator;
        return scope;
    }

    private sealed class Scope(Generator? outer) : IDisposable
    {
        public void Dispose() => current = outer;
    }
}
