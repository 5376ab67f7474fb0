namespace GenRL.Inference;

/// <summary>How networks are executed.</summary>
public sealed record InferenceOptions
{
    /// <summary>
    /// Providers in order of preference. The first that this machine can serve is used. If <see cref="ExecutionProvider.Cpu"/> is not
    /// among them and none of the others can be had, loading fails: there is no silent fallback.
    /// </summary>
    public IReadOnlyList<ExecutionProvider> Providers { get; init; } = [ExecutionProvider.Cpu];

    /// <summary>Threads for one operator, 1..256. One keeps a control loop's latency even; more helps wide networks.</summary>
    public int ThreadsPerOperator { get; init; } = 1;

    /// <summary>Graphics card to use, from 0.</summary>
    public int Device { get; init; }

    /// <summary>Reads a list such as <c>tensorrt,cuda,cpu</c>.</summary>
    /// <exception cref="ArgumentException">A name is unknown or the list is empty.</exception>
    public static IReadOnlyList<ExecutionProvider> ParseProviders(string list)
    {
        string[] names = list.Split(',', StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries);
        if (names.Length == 0)
        {
            throw new ArgumentException("The list of execution providers is empty; known: cpu, cuda, tensorrt.", nameof(list));
        }

        return [.. names.Select(name => name.ToLowerInvariant() switch
        {
            "cpu" => ExecutionProvider.Cpu,
            "cuda" => ExecutionProvider.Cuda,
            "tensorrt" => ExecutionProvider.TensorRt,
            _ => throw new ArgumentException($"Unknown execution provider '{name}'; known: cpu, cuda, tensorrt.", nameof(list)),
        })];
    }

    internal void Check()
    {
        if (Providers.Count == 0)
        {
            throw new ArgumentException("The list of execution providers is empty; known: cpu, cuda, tensorrt.");
        }

        ArgumentOutOfRangeException.ThrowIfLessThan(ThreadsPerOperator, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(ThreadsPerOperator, 256);
        ArgumentOutOfRangeException.ThrowIfNegative(Device);
    }
}
