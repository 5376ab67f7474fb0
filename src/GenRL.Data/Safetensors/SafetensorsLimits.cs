namespace GenRL.Data;

/// <summary>Bounds a reader enforces before it allocates anything.</summary>
/// <param name="HeaderBytes">Largest header, 16 MiB unless told otherwise.</param>
/// <param name="DataBytes">Largest data part, 2 GiB unless told otherwise.</param>
/// <param name="Tensors">Most tensors.</param>
public sealed record SafetensorsLimits(long HeaderBytes = 16L << 20, long DataBytes = 2L << 30, int Tensors = 100_000)
{
    public static SafetensorsLimits Default { get; } = new();
}
