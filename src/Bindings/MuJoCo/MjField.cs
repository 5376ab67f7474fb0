namespace MuJoCo;

/// <summary>
/// A named array inside a model or a state, looked up once and then read and written without any call into the library.
/// Stays valid until its owner is disposed.
/// </summary>
/// <typeparam name="T">double, float, int or byte, as MuJoCo stores the field.</typeparam>
public sealed unsafe class MjField<T> where T : unmanaged
{
    private readonly INativeOwner _owner;
    private readonly T* _address;

    internal MjField(INativeOwner owner, string name, void* address, int rows, int columns)
    {
        _owner = owner;
        _address = (T*)address;
        Name = name;
        Rows = rows;
        Columns = columns;
    }

    /// <summary>MuJoCo's name of the field, such as <c>qpos</c> or <c>jnt_range</c>.</summary>
    public string Name { get; }

    /// <summary>Number of elements it describes (joints, bodies, ...).</summary>
    public int Rows { get; }

    /// <summary>Values per element.</summary>
    public int Columns { get; }

    /// <summary>All values, row by row. Do not keep the span beyond the owner's life.</summary>
    /// <exception cref="ObjectDisposedException">The owner was disposed.</exception>
    public Span<T> Span
    {
        get
        {
            ObjectDisposedException.ThrowIf(_owner.IsDisposed, _owner);
            return new Span<T>(_address, Rows * Columns);
        }
    }

    /// <summary>The values of one element.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is no such row.</exception>
    public Span<T> Row(int row)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(row);
        ArgumentOutOfRangeException.ThrowIfGreaterThanOrEqual(row, Rows);
        return Span.Slice(row * Columns, Columns);
    }

    /// <summary>One value.</summary>
    public ref T this[int index] => ref Span[index];
}
