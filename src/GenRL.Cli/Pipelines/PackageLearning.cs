using GenRL.Data;
using GenRL.Learning.Behaviours;
using GenRL.Learning.Distributed;
using GenRL.Robots.Packages;
using GenRL.Simulation;
using GenRL.VideoLanguage;

namespace GenRL.Cli.Pipelines;

/// <summary>Learns a behaviour in the imagination of a package's own world model and adds it to the package.</summary>
public static class PackageLearning
{
    /// <summary>
    /// Learns and adds. Where the package has a prompt-conditioned policy, the behaviour starts as that policy under its prompt;
    /// an interrupted run leaves the package as it was and goes on when asked again.
    /// </summary>
    /// <param name="request">What is to be learned.</param>
    /// <param name="model">The video-language model that the package was trained with.</param>
    /// <param name="options">How.</param>
    /// <param name="progress">Told now and then.</param>
    /// <param name="diagnosed">Told, once it is learned, what the behaviour earns in imagination and in the simulator, where the robot has one; null to skip that.</param>
    /// <param name="cancellation">Interrupts.</param>
    /// <param name="ranks">Processes that learn the behaviour together, of which the first adds it to the package; null for this one alone.</param>
    /// <exception cref="PackageException">The package is damaged or has no training weights.</exception>
    /// <exception cref="ArgumentException">The sentence cannot be embedded, or belongs to another video-language model.</exception>
    public static BehaviourResult Run(
        BehaviourRequest request, VideoLanguageModel model, BehaviourOptions options, IProgress<BehaviourProgress> progress,
        Action<ImaginedVersusRealTable>? diagnosed, CancellationToken cancellation, Ranks? ranks = null)
    {
        var package = ModelPackage.Load(request.Package);
        if (package.Manifest.VlmId != model.Name)
        {
            throw new ArgumentException($"the package was trained on embeddings of '{package.Manifest.VlmId}', not of '{model.Name}'; name its folder with --vlm");
        }

        if (options.DataFree is null && request.Dataset is null)
        {
            throw new ArgumentException("a package holds no data to start from: name a dataset with --dataset, or add --data-free");
        }

        var name = request.Name ?? NameOf(request.Prompt);
        using var store = request.Dataset is null ? null : OpenData(request.Dataset, package);
        using var world = LearnedWorld.Load(package, store, options.Seed, options.Subsets);
        var work = request.Work ?? Path.Combine(Path.GetFullPath(request.Package) + "-learning", name);
        var known = request.FromScratch ? null : ConditionedWeights.Load(package, world.Model.Options);
        using var start = known?.Policy;
        options = known is null ? options : options with { Units = known.Value.Options.Units, Layers = known.Value.Options.Layers };
        using var learner = new BehaviourLearner(
            world, name, request.Prompt, model.EmbedText(request.Prompt), options, work, start: start, ranks: ranks);
        var result = learner.Train(options.Steps, progress, cancellation);
        if (result.Completed && ranks is not { IsFirst: false })
        {
            PackageWriter.AddBehaviour(request.Package, learner.Export());
            if (diagnosed is not null && world.Model.HasRewardHead && Worlds.Domains.Contains(package.Manifest.Robot))
            {
                using var environment = Worlds.Create(package.Manifest.Robot, RenderPreset.Plain);
                diagnosed(BehaviourDiagnosis.Run(world.Model, learner.Actor, environment, (ulong)options.Seed, cancellation));
            }
        }

        return new BehaviourResult(name, Path.GetFullPath(request.Package), result.Steps, result.Completed);
    }

    private static FrameStore OpenData(string dataset, ModelPackage package)
    {
        var store = FrameStore.Open(DatasetFolder.Open(dataset).FramesPath);
        if (store.Header.Domain == package.Manifest.Robot && store.Header.ActionSize == package.Manifest.ActionSize)
        {
            return store;
        }

        var (domain, actions) = (store.Header.Domain, store.Header.ActionSize);
        store.Dispose();
        throw new ArgumentException($"{dataset} holds episodes of '{domain}' with {actions} actions; the package is for '{package.Manifest.Robot}' with {package.Manifest.ActionSize}");
    }

    /// <summary>The name of a behaviour that is not given one: the letters and digits of its sentence.</summary>
    internal static string NameOf(string prompt)
    {
        var letters = prompt.ToLowerInvariant().Select(letter => char.IsAsciiLetterOrDigit(letter) ? letter : '-').Take(40).ToArray();
        return new string(letters).Trim('-');
    }
}
