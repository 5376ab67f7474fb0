using System.Runtime.InteropServices;
using System.Security.Cryptography;
using GenRL.Data;
using GenRL.Learning.Networks;
using GenRL.Robots;
using static TorchSharp.torch;

namespace GenRL.Learning.WorldModels;

/// <summary>Posterior probabilities of every frame of a store, kept beside it for the cached phase and for behaviours.</summary>
public static class PosteriorCache
{
    /// <summary>Name of the cached array.</summary>
    public const string ArrayName = "posterior";

    private const int RowsAtOnce = 256;
    private const long FingerprintRows = 64;

    /// <summary>Encodes all rows from <paramref name="firstRow"/> on.</summary>
    /// <param name="model">The world model whose encoder is used.</param>
    /// <param name="store">Frames.</param>
    /// <param name="firstRow">Rows before it are kept as they are (episodes encoded earlier by the same model).</param>
    /// <param name="progress">Told the number of rows done, or null.</param>
    /// <param name="cancellation">Stops between two batches.</param>
    /// <returns>[N, K * V] probabilities after mixing. The caller disposes it.</returns>
    public static StepArray<Half> Build(
        WorldModel model, FrameStore store, long firstRow = 0, IProgress<long>? progress = null, CancellationToken cancellation = default)
    {
        var array = store.CreateArray<Half>(ArrayName, model.Options.StochSize);
        using var frozen = no_grad();
        for (var row = firstRow; row < store.Rows; row += RowsAtOnce)
        {
            cancellation.ThrowIfCancellationRequested();
            using var scope = NewDisposeScope();
            var count = (int)Math.Min(RowsAtOnce, store.Rows - row);
            var frames = empty(new long[] { count, 3, FrameFormat.Size, FrameFormat.Size }, dtype: ScalarType.Byte, device: CPU);
            store.Frames.Read(row, count).CopyTo(frames.bytes);
            var probabilities = OneHotCategorical.Probabilities(model.PosteriorLogits(WorldModel.Normalise(frames.to(get_default_device()))));
            using var half = probabilities.to(ScalarType.Float16).cpu().contiguous();
            MemoryMarshal.Cast<byte, Half>(half.bytes).CopyTo(array.Write(row, count));
            progress?.Report(row + count);
        }

        array.Flush();
        return array;
    }

    /// <summary>A short description that tells caches of different encoders or datasets apart: rows, columns, and a checksum of rows spread over the array.</summary>
    public static string Fingerprint(StepArray<Half> posterior)
    {
        var every = Math.Max(1, posterior.Rows / FingerprintRows);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        for (long row = 0; row < posterior.Rows; row += every)
        {
            hash.AppendData(MemoryMarshal.AsBytes(posterior[row]));
        }

        return $"{posterior.Rows} rows of {posterior.Columns}, checksum {Convert.ToHexStringLower(hash.GetHashAndReset())[..12]}";
    }
}
