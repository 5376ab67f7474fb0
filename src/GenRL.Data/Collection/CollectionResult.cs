namespace GenRL.Data;

/// <summary>What a collection did.</summary>
/// <param name="Added">Episodes made by this run.</param>
/// <param name="Existing">Episodes that were there already.</param>
/// <param name="Diverged">Episodes given up because the simulation diverged.</param>
/// <param name="Steps">Agent steps of this run.</param>
/// <param name="StepsPerSecond">Agent steps per second, all environments together, saving included.</param>
/// <param name="DiskBytes">Bytes written.</param>
/// <param name="MeanReturns">Mean episode return of this run by task.</param>
public sealed record CollectionResult(
    int Added, int Existing, int Diverged, long Steps, double StepsPerSecond, long DiskBytes, IReadOnlyDictionary<string, double> MeanReturns);
