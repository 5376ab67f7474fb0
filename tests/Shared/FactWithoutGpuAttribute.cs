namespace GenRL.Testing;

/// <summary>A fact about a machine without an NVIDIA driver; skipped, and said so, where there is one.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class FactWithoutGpuAttribute : FactAttribute
{
    public FactWithoutGpuAttribute()
    {
        if (File.Exists("/proc/driver/nvidia/version"))
        {
            Skip = "This machine has an NVIDIA driver.";
        }
    }
}
