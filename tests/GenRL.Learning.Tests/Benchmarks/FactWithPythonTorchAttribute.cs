namespace GenRL.Learning.Tests.Benchmarks;

/// <summary>A fact that asks Python's torch (Debian package python3-torch); skipped, and said so, where it is missing.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class FactWithPythonTorchAttribute : FactAttribute
{
    public FactWithPythonTorchAttribute()
    {
        if (!PlainPython.Present)
        {
            Skip = "python3 with torch and numpy is not installed (apt install python3-torch python3-numpy).";
        }
    }
}
