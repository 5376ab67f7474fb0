using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace TorchSharp.Interop;

/// <summary>Turns the shim's failure results into <see cref="ExternalException"/> carrying libtorch's message.</summary>
internal static class NativeError
{
    internal static Tensor Wrap(nint handle) => handle == 0 ? throw Last() : new Tensor(handle);

    /// <summary>Wraps a result; the operands are kept from being finalized while the native call ran.</summary>
    internal static Tensor Wrap(nint handle, Tensor a)
    {
        GC.KeepAlive(a);
        return Wrap(handle);
    }

    internal static Tensor Wrap(nint handle, Tensor a, Tensor? b)
    {
        GC.KeepAlive(b);
        return Wrap(handle, a);
    }

    internal static Tensor Wrap(nint handle, Tensor a, Tensor? b, Tensor? c)
    {
        GC.KeepAlive(c);
        return Wrap(handle, a, b);
    }

    internal static void Check(int result)
    {
        if (result < 0)
        {
            throw Last();
        }
    }

    internal static void Check(int result, Tensor a)
    {
        GC.KeepAlive(a);
        Check(result);
    }

    internal static ExternalException Last() => new(Marshal.PtrToStringUTF8(NativeMethods.gt_last_error()));
}
