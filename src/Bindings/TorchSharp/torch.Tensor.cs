using System.Runtime.InteropServices;

namespace TorchSharp;

public static partial class torch
{
    public static Tensor tensor(byte scalar, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        Factory.FromArray<byte>([scalar], [], dtype, device, requires_grad);

    public static Tensor tensor(byte[] dataArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        Factory.FromArray<byte>(dataArray, [dataArray.Length], dtype, device, requires_grad);

    public static Tensor tensor(byte[,] dataArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        from_array(dataArray, dtype, device, requires_grad);

    public static Tensor tensor(byte[] dataArray, ReadOnlySpan<long> dimensions, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        Factory.FromArray<byte>(dataArray, dimensions, dtype, device, requires_grad);

    public static Tensor tensor(byte[] dataArray, long[] dimensions, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        Factory.FromArray<byte>(dataArray, dimensions, dtype, device, requires_grad);

    public static Tensor tensor(int scalar, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        Factory.FromArray<int>([scalar], [], dtype, device, requires_grad);

    public static Tensor tensor(int[] dataArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        Factory.FromArray<int>(dataArray, [dataArray.Length], dtype, device, requires_grad);

    public static Tensor tensor(int[,] dataArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        from_array(dataArray, dtype, device, requires_grad);

    public static Tensor tensor(int[] dataArray, ReadOnlySpan<long> dimensions, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        Factory.FromArray<int>(dataArray, dimensions, dtype, device, requires_grad);

    public static Tensor tensor(int[] dataArray, long[] dimensions, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        Factory.FromArray<int>(dataArray, dimensions, dtype, device, requires_grad);

    public static Tensor tensor(long scalar, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        Factory.FromArray<long>([scalar], [], dtype, device, requires_grad);

    public static Tensor tensor(long[] dataArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        Factory.FromArray<long>(dataArray, [dataArray.Length], dtype, device, requires_grad);

    public static Tensor tensor(long[,] dataArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        from_array(dataArray, dtype, device, requires_grad);

    public static Tensor tensor(long[] dataArray, ReadOnlySpan<long> dimensions, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        Factory.FromArray<long>(dataArray, dimensions, dtype, device, requires_grad);

    public static Tensor tensor(long[] dataArray, long[] dimensions, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        Factory.FromArray<long>(dataArray, dimensions, dtype, device, requires_grad);

    public static Tensor tensor(float scalar, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        Factory.FromArray<float>([scalar], [], dtype, device, requires_grad);

    public static Tensor tensor(float[] dataArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        Factory.FromArray<float>(dataArray, [dataArray.Length], dtype, device, requires_grad);

    public static Tensor tensor(float[,] dataArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        from_array(dataArray, dtype, device, requires_grad);

    public static Tensor tensor(float[] dataArray, ReadOnlySpan<long> dimensions, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        Factory.FromArray<float>(dataArray, dimensions, dtype, device, requires_grad);

    public static Tensor tensor(float[] dataArray, long[] dimensions, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        Factory.FromArray<float>(dataArray, dimensions, dtype, device, requires_grad);

    public static Tensor tensor(double scalar, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        Factory.FromArray<double>([scalar], [], dtype, device, requires_grad);

    public static Tensor tensor(double[] dataArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        Factory.FromArray<double>(dataArray, [dataArray.Length], dtype, device, requires_grad);

    public static Tensor tensor(double[,] dataArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        from_array(dataArray, dtype, device, requires_grad);

    public static Tensor tensor(double[] dataArray, ReadOnlySpan<long> dimensions, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        Factory.FromArray<double>(dataArray, dimensions, dtype, device, requires_grad);

    public static Tensor tensor(double[] dataArray, long[] dimensions, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        Factory.FromArray<double>(dataArray, dimensions, dtype, device, requires_grad);

    public static Tensor tensor(bool scalar, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        Factory.FromArray<bool>([scalar], [], dtype, device, requires_grad);

    public static Tensor tensor(bool[] dataArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        Factory.FromArray<bool>(dataArray, [dataArray.Length], dtype, device, requires_grad);

    public static Tensor tensor(bool[,] dataArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        from_array(dataArray, dtype, device, requires_grad);

    public static Tensor tensor(bool[] dataArray, ReadOnlySpan<long> dimensions, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        Factory.FromArray<bool>(dataArray, dimensions, dtype, device, requires_grad);

    public static Tensor tensor(bool[] dataArray, long[] dimensions, ScalarType? dtype = null, Device? device = null, bool requires_grad = false) =>
        Factory.FromArray<bool>(dataArray, dimensions, dtype, device, requires_grad);

    /// <summary>A tensor with the shape and a copy of the contents of an array of any rank.</summary>
    public static unsafe Tensor from_array(Array rawArray, ScalarType? dtype = null, Device? device = null, bool requires_grad = false)
    {
        long[] sizes = new long[rawArray.Rank];
        for (int i = 0; i < sizes.Length; i++)
        {
            sizes[i] = rawArray.GetLongLength(i);
        }
        return rawArray.GetType().GetElementType() switch
        {
            var type when type == typeof(float) => Copy<float>(),
            var type when type == typeof(double) => Copy<double>(),
            var type when type == typeof(long) => Copy<long>(),
            var type when type == typeof(int) => Copy<int>(),
            var type when type == typeof(short) => Copy<short>(),
            var type when type == typeof(byte) => Copy<byte>(),
            var type when type == typeof(sbyte) => Copy<sbyte>(),
            var type when type == typeof(bool) => Copy<bool>(),
            var type => throw new ArgumentException($"There are no tensors of {type?.Name}."),
        };

        Tensor Copy<T>() where T : unmanaged
        {
            if (rawArray.Length == 0)
            {
                return Factory.FromArray<T>([], sizes, dtype, device, requires_grad);
            }
            ref byte first = ref MemoryMarshal.GetArrayDataReference(rawArray);
            fixed (byte* pointer = &first)
            {
                return Factory.FromArray(new ReadOnlySpan<T>(pointer, rawArray.Length), sizes, dtype, device, requires_grad);
            }
        }
    }
}
