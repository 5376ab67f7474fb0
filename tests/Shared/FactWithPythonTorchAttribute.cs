namespace GenRL.Testing;

/// <summary>A fact about files of PyTorch itself; skipped, and said so, where Python has no PyTorch.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class FactWithPythonTorchAttribute : FactAttribute
{
    public FactWithPythonTorchAttribute()
    {
        if (!PythonTorch.Exists)
        {
            Skip = PythonTorch.Missing;
        }
    }
}
