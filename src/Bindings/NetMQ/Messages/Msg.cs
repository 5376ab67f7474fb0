using System.Buffers;

namespace NetMQ;

/// <summary>One frame on its way in or out. A value that must be initialised before and closed after use.</summary>
public struct Msg
{
    private byte[]? _data;
    private bool _pooled;
    private bool _initialised;

    /// <summary>Bytes of the frame.</summary>
    public int Size { get; private set; }

    /// <summary>Whether more frames of the same message follow.</summary>
    public bool HasMore { get; internal set; }

    public readonly bool IsInitialised => _initialised;

    /// <summary>The buffer, which may be longer than <see cref="Size"/>; null for an empty frame.</summary>
    public readonly byte[]? Data => _data;

    /// <summary>Makes an empty frame.</summary>
    public void InitEmpty() => Init(null, 0, pooled: false);

    /// <summary>Makes a frame in a pooled buffer with undefined content.</summary>
    public void InitPool(int size) => Init(size == 0 ? null : ArrayPool<byte>.Shared.Rent(size), size, pooled: true);

    /// <summary>Makes a frame of an existing array, without copying.</summary>
    public void InitGC(byte[] data, int size)
    {
        ArgumentNullException.ThrowIfNull(data);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(size, data.Length);
        Init(data, size, pooled: false);
    }

    /// <summary>The frame's bytes.</summary>
    public readonly Span<byte> Slice() => _data.AsSpan(0, Size);

    /// <summary>Gives the buffer back.</summary>
    /// <exception cref="FaultException">The frame is not initialised.</exception>
    public void Close()
    {
        if (!_initialised)
        {
            throw new FaultException(null, "Cannot close an uninitialised Msg.");
        }

        if (_pooled && _data is not null)
        {
            ArrayPool<byte>.Shared.Return(_data);
        }

        this = default;
    }

    private void Init(byte[]? data, int size, bool pooled)
    {
        if (_initialised && _pooled && _data is not null)
        {
            ArrayPool<byte>.Shared.Return(_data);
        }

        _data = data;
        _pooled = pooled;
        _initialised = true;
        Size = size;
        HasMore = false;
    }
}
