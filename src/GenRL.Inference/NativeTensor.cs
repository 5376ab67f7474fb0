using System.Runtime.InteropServices;
using Microsoft.ML.OnnxRuntime;
using Microsoft.ML.OnnxRuntime.Tensors;

namespace GenRL.Inference;

/// <summary>A float32 tensor in native memory that a network reads or writes in place. The collector never sees or moves it.</summary>
internal sealed unsafe class NativeTensor : IDisposable
{
    private const nuint Alignment = 64;

    private float* data;

    public NativeTensor(params ReadOnlySpan<long> shape)
    {
        long count = 1;
        foreach (long length in shape)
        {
            count *= length;
        }

        Length = checked((int)count);
        nuint bytes = (nuint)Length * sizeof(float);
        data = (float*)NativeMemory.AlignedAlloc(bytes, Alignment);
        NativeMemory.Clear(data, bytes);
        Value = OrtValue.CreateTensorValueWithData(OrtMemoryInfo.DefaultInstance, TensorElementType.Float, shape.ToArray(), (nint)data, (long)bytes);
    }

    /// <summary>Number of elements.</summary>
    public int Length { get; }

    /// <summary>The tensor as ONNX Runtime knows it.</summary>
    public OrtValue Value { get; }

    /// <summary>The elements, row-major.</summary>
    public Span<float> Span
    {
        get
        {
            ObjectDisposedException.ThrowIf(data is null, this);
            return new(data, Length);
        }
    }

    public void Dispose()
    {
        if (data is not null)
        {
            Value.Dispose();
            NativeMemory.AlignedFree(data);
            data = null;
        }
    }
}
