namespace GenRL.Data;

/// <summary>What the reader of PyTorch files accepts, so that a hostile or damaged file cannot exhaust the memory.</summary>
/// <param name="PickleBytes">Largest description of the content, 16 MiB unless told otherwise.</param>
/// <param name="TensorBytes">Largest sum of all tensors, 4 GiB unless told otherwise.</param>
/// <param name="Entries">Most entries of the archive: a few more than tensors.</param>
public sealed record TorchFileLimits(int PickleBytes = 16 << 20, long TensorBytes = 4L << 30, int Entries = 100_000)
{
    public static TorchFileLimits Default { get; } = new();
}
