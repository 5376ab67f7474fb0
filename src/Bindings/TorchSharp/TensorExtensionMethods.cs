using static TorchSharp.torch;

namespace TorchSharp;

public static class TensorExtensionMethods
{
    public static float ToSingle(this Tensor value) => (float)value.ReadDouble();
    public static double ToDouble(this Tensor value) => value.ReadDouble();
    public static int ToInt32(this Tensor value) => (int)value.ReadLong();
    public static long ToInt64(this Tensor value) => value.ReadLong();
    public static byte ToByte(this Tensor value) => (byte)value.ReadLong();
    public static bool ToBoolean(this Tensor value) => value.ReadDouble() != 0;

    public static Tensor ToTensor<T>(this T[] rawArray, long[] dimensions, bool doCopy = false, bool requires_grad = false) where T : unmanaged =>
        Factory.FromArray<T>(rawArray, dimensions, null, null, requires_grad);
}
