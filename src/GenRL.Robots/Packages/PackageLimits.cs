namespace GenRL.Robots.Packages;

/// <summary>Bounds that keep a damaged or hostile package from exhausting the machine that loads it.</summary>
public static class PackageLimits
{
    public const int ManifestBytes = 1 << 20;
    public const long NetworkBytes = 1L << 30;
    public const long WeightsBytes = 8L << 30;
    public const int Joints = 64;
    public const int Behaviours = 1024;
    public const int Files = 4096;
    public const int NameLength = 64;
    public const int PromptLength = 4096;
    public const int Width = 1 << 16;
}
