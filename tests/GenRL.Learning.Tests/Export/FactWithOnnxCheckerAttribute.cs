namespace GenRL.Learning.Tests.Export;

/// <summary>A fact that asks ONNX's own checker (Debian package python3-onnx); skipped, and said so, where it is missing.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class FactWithOnnxCheckerAttribute : FactAttribute
{
    public FactWithOnnxCheckerAttribute()
    {
        if (!OnnxChecker.Present)
        {
            Skip = "python3 with the onnx module is not installed (apt install python3-onnx).";
        }
    }
}
