using static TorchSharp.Interop.NativeError;
using static TorchSharp.Interop.NativeMethods;

namespace TorchSharp;

public static unsafe partial class torch
{
    public static Tensor rand(long[] size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null)
    {
        Native.Start();
        Device place = OrDefault(device);
        fixed (long* sizes = size)
        {
            Tensor tensor = Wrap(gt_rand(Generator.Of(generator), sizes, size.Length, Factory.Type(dtype), (int)place.type, place.index));
            return Factory.WithGrad(tensor, requires_grad);
        }
    }

    public static Tensor rand(long size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null) =>
        rand([size], dtype, device, requires_grad, generator);

    public static Tensor rand(long rows, long columns, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null) =>
        rand([rows, columns], dtype, device, requires_grad, generator);

    public static Tensor rand(long dim0, long dim1, long dim2, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null) =>
        rand([dim0, dim1, dim2], dtype, device, requires_grad, generator);

    public static Tensor rand(long dim0, long dim1, long dim2, long dim3, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null) =>
        rand([dim0, dim1, dim2, dim3], dtype, device, requires_grad, generator);

    public static Tensor randn(long[] size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null)
    {
        Native.Start();
        Device place = OrDefault(device);
        fixed (long* sizes = size)
        {
            Tensor tensor = Wrap(gt_randn(Generator.Of(generator), sizes, size.Length, Factory.Type(dtype), (int)place.type, place.index));
            return Factory.WithGrad(tensor, requires_grad);
        }
    }

    public static Tensor randn(long size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null) =>
        randn([size], dtype, device, requires_grad, generator);

    public static Tensor randn(long rows, long columns, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null) =>
        randn([rows, columns], dtype, device, requires_grad, generator);

    public static Tensor randn(long dim0, long dim1, long dim2, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null) =>
        randn([dim0, dim1, dim2], dtype, device, requires_grad, generator);

    public static Tensor randn(long dim0, long dim1, long dim2, long dim3, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null) =>
        randn([dim0, dim1, dim2, dim3], dtype, device, requires_grad, generator);

    /// <summary>Whole numbers from <paramref name="low"/> up to but without <paramref name="high"/>; Int64 unless told otherwise.</summary>
    public static Tensor randint(long low, long high, long[] size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null)
    {
        Native.Start();
        Device place = OrDefault(device);
        fixed (long* sizes = size)
        {
            Tensor tensor = Wrap(gt_randint(low, high, Generator.Of(generator), sizes, size.Length, (int)(dtype ?? ScalarType.Int64), (int)place.type, place.index));
            return Factory.WithGrad(tensor, requires_grad);
        }
    }

    public static Tensor randint(long high, long[] size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null) =>
        randint(0, high, size, dtype, device, requires_grad, generator);

    public static Tensor randint(long high, long size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null) =>
        randint(0, high, [size], dtype, device, requires_grad, generator);

    public static Tensor randint(long low, long high, long size, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null) =>
        randint(low, high, [size], dtype, device, requires_grad, generator);

    public static Tensor randperm(long n, ScalarType? dtype = null, Device? device = null, bool requires_grad = false, Generator? generator = null)
    {
        Native.Start();
        Device place = OrDefault(device);
        return Wrap(gt_randperm(n, Generator.Of(generator), (int)(dtype ?? ScalarType.Int64), (int)place.type, place.index));
    }

    public static Tensor rand_like(Tensor input, ScalarType? dtype = null, Device? device = null, bool requires_grad = false)
    {
        Device place = device ?? input.device;
        return Factory.WithGrad(Wrap(gt_rand_like(input.Handle, (int)(dtype ?? input.dtype), (int)place.type, place.index), input), requires_grad);
    }

    public static Tensor randn_like(Tensor input, ScalarType? dtype = null, Device? device = null, bool requires_grad = false)
    {
        Device place = device ?? input.device;
        return Factory.WithGrad(Wrap(gt_randn_like(input.Handle, (int)(dtype ?? input.dtype), (int)place.type, place.index), input), requires_grad);
    }

    public static Tensor zeros_like(Tensor input, ScalarType? dtype = null, Device? device = null, bool requires_grad = false)
    {
        Device place = device ?? input.device;
        return Factory.WithGrad(Wrap(gt_zeros_like(input.Handle, (int)(dtype ?? input.dtype), (int)place.type, place.index), input), requires_grad);
    }

    public static Tensor ones_like(Tensor input, ScalarType? dtype = null, Device? device = null, bool requires_grad = false)
    {
        Device place = device ?? input.device;
        return Factory.WithGrad(Wrap(gt_ones_like(input.Handle, (int)(dtype ?? input.dtype), (int)place.type, place.index), input), requires_grad);
    }

    public static Tensor empty_like(Tensor input, ScalarType? dtype = null, Device? device = null, bool requires_grad = false)
    {
        Device place = device ?? input.device;
        return Factory.WithGrad(Wrap(gt_empty_like(input.Handle, (int)(dtype ?? input.dtype), (int)place.type, place.index), input), requires_grad);
    }

    public static Tensor full_like(Tensor input, Scalar value, ScalarType? dtype = null, Device? device = null, bool requires_grad = false)
    {
        Device place = device ?? input.device;
        return Factory.WithGrad(Wrap(gt_full_like(input.Handle, value, (int)(dtype ?? input.dtype), (int)place.type, place.index), input), requires_grad);
    }

    public static Tensor full(long[] size, Scalar value, ScalarType? dtype = null, Device? device = null, bool requires_grad = false)
    {
        Native.Start();
        Device place = OrDefault(device);
        fixed (long* sizes = size)
        {
            Tensor tensor = Wrap(gt_full(value, sizes, size.Length, Factory.TypeLike(dtype, value), (int)place.type, place.index));
            return Factory.WithGrad(tensor, requires_grad);
        }
    }

    public static Tensor full(long size, Scalar value, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        full([size], value, dtype, device, requires_grad);

    public static Tensor full(long rows, long columns, Scalar value, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        full([rows, columns], value, dtype, device, requires_grad);

    public static Tensor arange(Scalar start, Scalar stop, Scalar step, ScalarType? dtype = null, Device? device = null, bool requires_grad = false)
    {
        Native.Start();
        Device place = OrDefault(device);
        Tensor tensor = Wrap(gt_arange(start, stop, step, Factory.TypeLike(dtype, start, stop, step), (int)place.type, place.index));
        return Factory.WithGrad(tensor, requires_grad);
    }

    public static Tensor arange(Scalar start, Scalar stop, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        arange(start, stop, 1, dtype, device, requires_grad);

    public static Tensor arange(Scalar stop, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        arange(0, stop, 1, dtype, device, requires_grad);

    public static Tensor linspace(double start, double end, long steps, ScalarType? dtype = null, Device? device = null, bool requires_grad = false)
    {
        Native.Start();
        Device place = OrDefault(device);
        return Factory.WithGrad(Wrap(gt_linspace(start, end, steps, Factory.Type(dtype), (int)place.type, place.index)), requires_grad);
    }

    public static Tensor eye(long rows, long columns = -1L, ScalarType? dtype = null, Device? device = null, bool requires_grad = false)
    {
        Native.Start();
        Device place = OrDefault(device);
        return Factory.WithGrad(Wrap(gt_eye(rows, columns < 0 ? rows : columns, Factory.Type(dtype), (int)place.type, place.index)), requires_grad);
    }
}
