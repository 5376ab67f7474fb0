using GenRL.Cli.CommandLine;
using GenRL.Inference;
using GenRL.Prompting;
using GenRL.Robots.Packages;
using GenRL.VideoLanguage;

namespace GenRL.Cli.Doctor;

/// <summary>Looks at the shipped models as their users would: every hash, every network opened, and that they belong together.</summary>
internal static class ModelCheck
{
    private const string Fix = "git checkout -- models";

    /// <summary>Checks the models of the clone at <paramref name="root"/>.</summary>
    public static IReadOnlyList<Dependency> Run(string root)
    {
        string package = Path.Combine(root, DefaultPaths.Package), model = Path.Combine(root, DefaultPaths.VideoLanguageModel);
        return
        [
            Check(DefaultPaths.VideoLanguageModel, () =>
            {
                using VideoLanguageModel loaded = VideoLanguageModel.Load(model);
                return $"{loaded.Name}, width {loaded.Dimension}";
            }),
            Check(DefaultPaths.Package, () =>
            {
                ModelPackage loaded = ModelPackage.Load(package);
                PackageCheck.OpenAll(loaded);
                return $"{loaded.Manifest.Behaviours.Count} behaviours for '{loaded.Manifest.Robot}'";
            }),
            Check("models together", () =>
            {
                ModelPackage loaded = ModelPackage.Load(package);
                using PromptInterpreter interpreter = new(VideoLanguageModel.Load(model), loaded);
                return interpreter.Scale.Auroc is double auroc ? FormattableString.Invariant($"confidence fitted, AUROC {auroc:0.000}") : "confidence not fitted";
            }),
        ];
    }

    // A doctor that dies of what it finds helps nobody: whatever is wrong becomes the line's fix.
    private static Dependency Check(string name, Func<string> look)
    {
        try
        {
            return Dependency.Found(name, look());
        }
        catch (Exception damaged)
        {
            return Dependency.Missing(name, $"{damaged.Message} ({Fix})");
        }
    }
}
