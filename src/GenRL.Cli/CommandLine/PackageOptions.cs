using System.CommandLine;

namespace GenRL.Cli.CommandLine;

/// <summary>The models a verb works with.</summary>
internal static class PackageOptions
{
    /// <summary>A model package.</summary>
    public static Option<string> Package() => new("--package")
    {
        Description = "Model package",
        DefaultValueFactory = _ => DefaultPaths.Package,
    };

    /// <summary>A video-language model.</summary>
    public static Option<string> VideoLanguageModel() => new("--vlm")
    {
        Description = "Video-language model",
        DefaultValueFactory = _ => DefaultPaths.VideoLanguageModel,
    };
}
