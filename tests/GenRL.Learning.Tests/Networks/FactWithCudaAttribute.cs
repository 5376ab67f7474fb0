using static TorchSharp.torch;

namespace GenRL.Learning.Tests.Networks;

/// <summary>A fact about a GPU; skipped, and said so, where there is none.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class FactWithCudaAttribute : FactAttribute
{
    public FactWithCudaAttribute()
    {
        if (!cuda.is_available())
        {
            Skip = "libtorch finds no CUDA device here.";
        }
    }
}
