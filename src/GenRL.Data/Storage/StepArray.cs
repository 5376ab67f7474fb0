using System.Runtime.InteropServices;

namespace GenRL.Data;

/// <summary>One vector per step of a dataset (frames, actions, embeddings, cached posteriors), outside the managed heap.</summary>
/// <typeparam name="T">Element type: byte, Half, float, double, int or long.</typeparam>
public sealed class StepArray<T> : IDisposable
    where T : unmanaged
{
    private readonly RowStore _rows;

    internal StepArray(RowStore rows)
    {
        _rows = rows;
        Columns = rows.RowBytes / Marshal.SizeOf<T>();
    }

    /// <summary>Values per step.</summary>
    public int Columns { get; }

    /// <summary>Steps.</summary>
    public long Rows => _rows.Rows;

    /// <summary>The values of a step, [Columns].</summary>
    public ReadOnlySpan<T> this[long row] => MemoryMarshal.Cast<byte, T>(_rows.Read(row));

    /// <summary>Makes a zeroed array in memory.</summary>
    public static StepArray<T> InMemory(long rows, int columns)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(columns);
        return new StepArray<T>(RowStore.InMemory(rows, checked(columns * Marshal.SizeOf<T>())));
    }

    /// <summary>Consecutive steps, [count, Columns].</summary>
    public ReadOnlySpan<T> Read(long firstRow, int count) => MemoryMarshal.Cast<byte, T>(_rows.Read(firstRow, count));

    /// <summary>Consecutive steps to be changed, [count, Columns].</summary>
    /// <exception cref="InvalidOperationException">The array was opened for reading.</exception>
    public Span<T> Write(long firstRow, int count = 1) => MemoryMarshal.Cast<byte, T>(_rows.Write(firstRow, count));

    /// <summary>Copies a batch of sequences.</summary>
    /// <param name="starts">First row of each sequence, [B].</param>
    /// <param name="sequenceLength">Rows T of each sequence.</param>
    /// <param name="target">Receives [B, T, Columns].</param>
    public void Gather(ReadOnlySpan<long> starts, int sequenceLength, Span<T> target)
    {
        int values = checked(sequenceLength * Columns);
        if (target.Length != (long)starts.Length * values)
        {
            throw new ArgumentException($"{starts.Length} sequences of {sequenceLength} x {Columns} do not fit {target.Length} values.", nameof(target));
        }
        for (int i = 0; i < starts.Length; i++)
        {
            Read(starts[i], sequenceLength).CopyTo(target[(i * values)..]);
        }
    }

    /// <summary>Writes changes to the file.</summary>
    public void Flush() => _rows.Flush();

    public void Dispose() => _rows.Dispose();
}
