using GenRL.Learning.Behaviours;
using GenRL.Robots.Packages;
using GenRL.VideoLanguage;

namespace GenRL.Cli.Pipelines;

/// <summary>Learns a behaviour in the imagination of a package's own world model and adds it to the package.</summary>
public static class PackageLearning
{
    /// <summary>Learns and adds; an interrupted run leaves the package as it was and goes on when asked again.</summary>
    /// <exception cref="PackageException">The package is damaged or has no training weights.</exception>
    /// <exception cref="ArgumentException">The sentence cannot be embedded, or belongs to another video-language model.</exception>
    public static BehaviourResult Run(
        BehaviourRequest request, VideoLanguageModel model, BehaviourOptions options, IProgress<BehaviourProgress> progress, CancellationToken cancellation)
    {
        var package = ModelPackage.Load(request.Package);
        if (package.Manifest.VlmId != model.Name)
        {
            throw new ArgumentException($"the package was trained on embeddings of '{package.Manifest.VlmId}', not of '{model.Name}'; name its folder with --vlm");
        }

        if (options.DataFree is null)
        {
            throw new ArgumentException("a package holds no data: add --data-free, or learn with 'genrl train package'");
        }

        var name = request.Name ?? NameOf(request.Prompt);
        using var world = LearnedWorld.Load(package);
        var work = request.Work ?? Path.Combine(Path.GetFullPath(request.Package) + "-learning", name);
        using var learner = new BehaviourLearner(world, name, request.Prompt, model.EmbedText(request.Prompt), options, work);
        var result = learner.Train(options.Steps, progress, cancellation);
        if (result.Completed)
        {
            PackageWriter.AddBehaviour(request.Package, learner.Export());
        }

        return new BehaviourResult(name, Path.GetFullPath(request.Package), result.Steps, result.Completed);
    }

    private static string NameOf(string prompt)
    {
        var letters = prompt.ToLowerInvariant().Select(letter => char.IsAsciiLetterOrDigit(letter) ? letter : '-').Take(40).ToArray();
        return new string(letters).Trim('-');
    }
}
