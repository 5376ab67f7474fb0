using static TorchSharp.Interop.NativeError;
using static TorchSharp.Interop.NativeMethods;

namespace TorchSharp;

public static unsafe partial class torch
{
    /// <summary>The native side of the factories: defaults filled in, gradients asked for.</summary>
    internal static class Factory
    {
        internal static Tensor FromArray<T>(ReadOnlySpan<T> values, ReadOnlySpan<long> sizes, ScalarType? dtype, Device? device, bool requiresGrad) where T : unmanaged
        {
            Native.Start();
            long count = 1;
            foreach (long size in sizes)
            {
                count = checked(count * size);
            }
            if (count != values.Length)
            {
                throw new ArgumentException($"{values.Length} values do not fill a tensor of shape [{string.Join(", ", sizes.ToArray())}].");
            }
            Device place = OrDefault(device);
            Tensor tensor;
            fixed (T* source = values)
            fixed (long* shape = sizes)
            {
                tensor = Wrap(gt_from_memory(source, shape, sizes.Length, (int)TypeOf<T>(), (int)place.type, place.index));
            }
            if (dtype is { } wanted && wanted != TypeOf<T>())
            {
                tensor = tensor.to_type(wanted, disposeAfter: true);
            }
            return WithGrad(tensor, requiresGrad);
        }

        internal static Tensor WithGrad(Tensor tensor, bool requiresGrad)
        {
            if (requiresGrad)
            {
                tensor.requires_grad = true;
            }
            return tensor;
        }

        internal static int Type(ScalarType? dtype) => (int)(dtype ?? _defaultType);

        // Whole numbers stay whole, as in PyTorch's arange and full.
        internal static int TypeLike(ScalarType? dtype, params ReadOnlySpan<Scalar> values)
        {
            if (dtype is { } wanted)
            {
                return (int)wanted;
            }
            foreach (Scalar value in values)
            {
                if (value.Type == ScalarType.Float64)
                {
                    return (int)_defaultType;
                }
            }
            return (int)ScalarType.Int64;
        }
    }

    public static Tensor empty(long[] size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false)
    {
        Native.Start();
        Device place = OrDefault(device);
        fixed (long* sizes = size)
        {
            Tensor tensor = Wrap(gt_empty(sizes, size.Length, Factory.Type(dtype), (int)place.type, place.index));
            return Factory.WithGrad(tensor, requires_grad);
        }
    }

    public static Tensor empty(long size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        empty([size], dtype, device, requires_grad);

    public static Tensor empty(long rows, long columns, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        empty([rows, columns], dtype, device, requires_grad);

    public static Tensor empty(long dim0, long dim1, long dim2, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        empty([dim0, dim1, dim2], dtype, device, requires_grad);

    public static Tensor empty(long dim0, long dim1, long dim2, long dim3, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        empty([dim0, dim1, dim2, dim3], dtype, device, requires_grad);

    public static Tensor zeros(long[] size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false)
    {
        Native.Start();
        Device place = OrDefault(device);
        fixed (long* sizes = size)
        {
            Tensor tensor = Wrap(gt_zeros(sizes, size.Length, Factory.Type(dtype), (int)place.type, place.index));
            return Factory.WithGrad(tensor, requires_grad);
        }
    }

    public static Tensor zeros(long size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        zeros([size], dtype, device, requires_grad);

    public static Tensor zeros(long rows, long columns, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        zeros([rows, columns], dtype, device, requires_grad);

    public static Tensor zeros(long dim0, long dim1, long dim2, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        zeros([dim0, dim1, dim2], dtype, device, requires_grad);

    public static Tensor zeros(long dim0, long dim1, long dim2, long dim3, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        zeros([dim0, dim1, dim2, dim3], dtype, device, requires_grad);

    public static Tensor ones(long[] size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false)
    {
        Native.Start();
        Device place = OrDefault(device);
        fixed (long* sizes = size)
        {
            Tensor tensor = Wrap(gt_ones(sizes, size.Length, Factory.Type(dtype), (int)place.type, place.index));
            return Factory.WithGrad(tensor, requires_grad);
        }
    }

    public static Tensor ones(long size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        ones([size], dtype, device, requires_grad);

    public static Tensor ones(long rows, long columns, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        ones([rows, columns], dtype, device, requires_grad);

    public static Tensor ones(long dim0, long dim1, long dim2, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        ones([dim0, dim1, dim2], dtype, device, requires_grad);

    public static Tensor ones(long dim0, long dim1, long dim2, long dim3, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        ones([dim0, dim1, dim2, dim3], dtype, device, requires_grad);

}
