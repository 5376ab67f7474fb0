using System.CommandLine;
using System.Globalization;
using GenRL.Cli.CommandLine;
using GenRL.Cli.Pipelines;
using GenRL.Robots.Packages;

namespace GenRL.Cli.Verbs;

/// <summary><c>genrl package list|verify|fit-confidence</c>: what lies in model packages, whether it is whole, and how sure of a sentence it makes one.</summary>
internal static class PackageVerb
{
    public static Command Create() => new("package", "Look at model packages, and fit their confidence") { List(), Verify(), FitConfidence() };

    private static Verb List()
    {
        Argument<string> folder = new("folder")
        {
            Description = "A package, or a folder of packages",
            DefaultValueFactory = _ => "models",
        };
        Verb command = new(
            "list", "List the behaviours of a package, or of all packages in a folder",
            "./genrl package list", "./genrl package list models/walker --json")
        {
            folder,
        };
        command.SetVerb((parsed, context) => RunList(parsed.GetValue(folder)!, context));
        return command;
    }

    private static Verb Verify()
    {
        Argument<string> folder = new("package") { Description = "The package's folder" };
        Verb command = new(
            "verify", "Check a package: manifest, paths, sizes and the hash of every file",
            "./genrl package verify models/walker")
        {
            folder,
        };
        command.SetVerb((parsed, context) => RunVerify(parsed.GetValue(folder)!, context));
        return command;
    }

    private static Verb FitConfidence()
    {
        Argument<string> folder = new("package") { Description = "The package's folder" };
        Option<string> vlm = PackageOptions.VideoLanguageModel();
        Verb command = new(
            "fit-confidence", "Fit a package's confidence to sensible and nonsensical sentences; 'train package' does it by itself",
            "./genrl package fit-confidence runs/walker/package")
        {
            folder, vlm,
        };
        command.SetVerb((parsed, context) =>
        {
            ConfidenceReport report = ConfidenceCalibration.Run(DefaultPaths.FromRoot(parsed.GetValue(folder)!), DefaultPaths.FromRoot(parsed.GetValue(vlm)!));
            context.Report(report, () => Describe(report));
            return ExitCode.Success;
        });
        return command;
    }

    /// <summary>A fitted confidence in one line.</summary>
    public static string Describe(ConfidenceReport report) => string.Create(
        CultureInfo.InvariantCulture,
        $"sense above nonsense in {100 * report.Auroc:0.0} % of pairs left out of the fit; refused below {report.RefuseBelow:0.00}: " +
        $"{100 * report.SensibleRefused:0.0} % of {report.Sensible} sensible sentences, {100 * report.NonsenseRefused:0.0} % of {report.Nonsense} nonsensical ones");

    private static int RunList(string folder, VerbContext context)
    {
        string path = DefaultPaths.FromRoot(folder);
        if (!Directory.Exists(path))
        {
            throw new WrongUseException($"There is no folder {path}.");
        }

        string[] packages = File.Exists(Path.Combine(path, PackageFile.Manifest))
            ? [path]
            : [.. Directory.EnumerateDirectories(path).Where(one => File.Exists(Path.Combine(one, PackageFile.Manifest))).Order(StringComparer.Ordinal)];
        var rows = packages.SelectMany(package =>
        {
            PackageManifest manifest = ModelPackage.Load(package).Manifest;
            return manifest.Behaviours.Select(behaviour => new
            {
                Package = package, manifest.Robot, Behaviour = behaviour.Name, behaviour.Prompt, behaviour.DataFree, behaviour.Scores,
            });
        }).ToArray();
        if (context.Json)
        {
            Output.WriteJson(rows);
        }
        else
        {
            Output.WriteTable(
                ["package", "behaviour", "prompt", "normalised scores"],
                [.. rows.Select(row => new[] { Path.GetRelativePath(Environment.CurrentDirectory, row.Package), row.Behaviour, row.Prompt, Scores(row.Scores) })]);
        }

        return ExitCode.Success;
    }

    private static int RunVerify(string folder, VerbContext context)
    {
        ModelPackage package = ModelPackage.Load(DefaultPaths.FromRoot(folder));
        PackageManifest manifest = package.Manifest;
        if (context.Json)
        {
            Output.WriteJson(new
            {
                Package = package.Folder, manifest.Robot, manifest.VlmId, Files = manifest.Hashes.Count, Behaviours = manifest.Behaviours.Select(one => one.Name),
                ConditionedSteps = manifest.ConditionedPolicy?.Steps,
            });
        }
        else
        {
            string conditioned = manifest.ConditionedPolicy is { } policy ? $" and a conditioned policy ({policy.Steps} steps)" : "";
            Console.Out.WriteLine($"{package.Folder}: {manifest.Hashes.Count} files whole, {manifest.Behaviours.Count} behaviours{conditioned} for '{manifest.Robot}'");
        }

        return ExitCode.Success;
    }

    private static string Scores(IReadOnlyDictionary<string, double> scores) =>
        string.Join(", ", scores.Select(score => string.Create(CultureInfo.InvariantCulture, $"{score.Key} {score.Value:0.00}")));
}
