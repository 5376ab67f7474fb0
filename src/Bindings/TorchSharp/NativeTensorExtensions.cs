using TorchSharp.Interop;
using static TorchSharp.Interop.NativeMethods;
using static TorchSharp.torch;

namespace TorchSharp;

/// <summary>Memory order of tensors, which the official API does not offer. Without it results are the same, only slower.</summary>
public static class NativeTensorExtensions
{
    /// <summary>The tensor in the given order; the same data if it already is.</summary>
    public static Tensor contiguous(this Tensor tensor, memory_format memory_format) =>
        NativeError.Wrap(gt_contiguous(tensor.Handle, Value(memory_format)), tensor);

    public static Tensor to(this Tensor tensor, memory_format memory_format) => NativeError.Wrap(gt_to_format(tensor.Handle, Value(memory_format)), tensor);

    public static bool is_contiguous(this Tensor tensor, memory_format memory_format)
    {
        NativeError.Check(gt_is_contiguous(tensor.Handle, Value(memory_format), out bool contiguous), tensor);
        return contiguous;
    }

    /// <summary>Puts the four-dimensional parameters of a module into the given order, in place.</summary>
    public static T to<T>(this T module, memory_format memory_format) where T : nn.Module
    {
        using IDisposable noGrad = no_grad();
        foreach (Modules.Parameter parameter in module.parameters())
        {
            if (parameter.ndim == 4)
            {
                using Tensor ordered = ((Tensor)parameter).to(memory_format);
                NativeError.Check(gt_set_data(parameter.Handle, ordered.Handle), parameter);
            }
        }
        return module;
    }

    private static int Value(memory_format format) => format switch
    {
        memory_format.preserve_format => 1,
        memory_format.contiguous_format => 0,
        memory_format.channels_last => 2,
        _ => throw new ArgumentOutOfRangeException(nameof(format), format, "unknown memory format"),
    };
}
