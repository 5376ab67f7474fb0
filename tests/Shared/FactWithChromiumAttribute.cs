namespace GenRL.Testing;

/// <summary>A fact about what a browser shows; skipped, and said so, where there is no Chromium.</summary>
[AttributeUsage(AttributeTargets.Method)]
internal sealed class FactWithChromiumAttribute : FactAttribute
{
    public FactWithChromiumAttribute()
    {
        if (Chromium.Path is null)
        {
            Skip = "There is no Chromium: apt-get install --no-install-recommends chromium";
        }
    }
}
