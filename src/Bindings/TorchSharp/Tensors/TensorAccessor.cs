using System.Collections;
using TorchSharp.Interop;

namespace TorchSharp.Utils;

/// <summary>The elements of a CPU tensor, in logical order whatever its strides.</summary>
public sealed class TensorAccessor<T> : IDisposable, IEnumerable<T> where T : unmanaged
{
    private readonly torch.Tensor _tensor;
    private readonly bool _contiguous;

    internal TensorAccessor(torch.Tensor tensor)
    {
        _tensor = tensor;
        _contiguous = tensor.is_contiguous();
    }

    public long Count => _tensor.numel();

    public bool IsReadOnly => false;

    public T[] ToArray()
    {
        T[] result = new T[Count];
        CopyTo(result);
        return result;
    }

    public void CopyTo(T[] array, int arrayIndex = 0, long tensorIndex = 0) => CopyTo(array.AsSpan(), arrayIndex, tensorIndex);

    public void CopyTo(Span<T> array, int arrayIndex = 0, long tensorIndex = 0)
    {
        using torch.Tensor? copy = _contiguous ? null : Detached().contiguous();
        Span<T> source = Memory(copy ?? _tensor);
        int count = (int)Math.Min(source.Length - tensorIndex, array.Length - arrayIndex);
        source.Slice((int)tensorIndex, count).CopyTo(array[arrayIndex..]);
        GC.KeepAlive(_tensor);
    }

    public void CopyFrom(T[] array, int arrayIndex = 0, long tensorIndex = 0) => CopyFrom((ReadOnlySpan<T>)array, arrayIndex, tensorIndex);

    public void CopyFrom(ReadOnlySpan<T> array, int arrayIndex = 0, long tensorIndex = 0)
    {
        using torch.Tensor? copy = _contiguous ? null : Detached().contiguous();
        Span<T> target = Memory(copy ?? _tensor);
        int count = (int)Math.Min(target.Length - tensorIndex, array.Length - arrayIndex);
        array.Slice(arrayIndex, count).CopyTo(target[(int)tensorIndex..]);
        if (copy is not null)
        {
            using torch.Tensor own = Detached();
            own.copy_(copy).Dispose();
        }
        NativeError.Check(NativeMethods.gt_mark_changed(_tensor.Handle));
        GC.KeepAlive(_tensor);
    }

    public T this[params long[] indices]
    {
        get => Memory(_tensor, out _)[Offset(indices)];
        set
        {
            Memory(_tensor, out _)[Offset(indices)] = value;
            NativeError.Check(NativeMethods.gt_mark_changed(_tensor.Handle));
        }
    }

    public IEnumerator<T> GetEnumerator() => ((IEnumerable<T>)ToArray()).GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();

    public void Dispose()
    {
    }

    private torch.Tensor Detached() => _tensor.detach();

    private static unsafe Span<T> Memory(torch.Tensor contiguous)
    {
        NativeError.Check(NativeMethods.gt_data(contiguous.Handle, out nint address));
        return new Span<T>((void*)address, checked((int)contiguous.numel()));
    }

    // The elements from the first one on, as strided memory: index with Offset.
    private unsafe Span<T> Memory(torch.Tensor tensor, out long[] strides)
    {
        strides = tensor.stride();
        long[] sizes = tensor.shape;
        long last = 0;
        for (int i = 0; i < sizes.Length; i++)
        {
            last += (sizes[i] - 1) * strides[i];
        }
        NativeError.Check(NativeMethods.gt_data_strided(tensor.Handle, out nint address));
        return new Span<T>((void*)address, checked((int)(tensor.numel() == 0 ? 0 : last + 1)));
    }

    private int Offset(long[] indices)
    {
        long[] strides = _tensor.stride();
        long[] sizes = _tensor.shape;
        if (indices.Length == 1 && sizes.Length != 1)
        {
            indices = Unravel(indices[0], sizes);
        }
        if (indices.Length != sizes.Length)
        {
            throw new ArgumentException($"{indices.Length} indices for a tensor of {sizes.Length} dimensions.");
        }
        long offset = 0;
        for (int i = 0; i < indices.Length; i++)
        {
            if (indices[i] < 0 || indices[i] >= sizes[i])
            {
                throw new IndexOutOfRangeException($"Index {indices[i]} of dimension {i} is outside 0..{sizes[i] - 1}.");
            }
            offset += indices[i] * strides[i];
        }
        return (int)offset;
    }

    private static long[] Unravel(long index, long[] sizes)
    {
        long[] indices = new long[sizes.Length];
        for (int i = sizes.Length - 1; i > 0; i--)
        {
            (index, indices[i]) = Math.DivRem(index, sizes[i]);
        }
        if (sizes.Length > 0)
        {
            indices[0] = index;
        }
        return indices;
    }
}
