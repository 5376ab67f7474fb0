using GenRL.Data;
using GenRL.Inference;
using GenRL.Prompting;
using GenRL.Robots;
using GenRL.Robots.Packages;
using GenRL.Simulation;
using GenRL.VideoLanguage;

namespace GenRL.Cli.Pipelines;

/// <summary>Something of a package that can be scored.</summary>
/// <param name="Name">Names its film: a behaviour's name, or one made of the sentence.</param>
/// <param name="Task">Task that judges it.</param>
/// <param name="Vector">What the conditioned policy is told; null for the behaviour of that name.</param>
public sealed record EvaluationSubject(string Name, string Task, TaskVector? Vector = null)
{
    /// <summary>The conditioned policy under a sentence.</summary>
    /// <param name="package">A package with a conditioned policy.</param>
    /// <param name="model">The video-language model that the package was made for.</param>
    /// <param name="sentence">The sentence.</param>
    /// <param name="task">Task that judges it.</param>
    /// <exception cref="ArgumentException">The sentence cannot be used, or the package was made for another model.</exception>
    public static EvaluationSubject Sentence(ModelPackage package, VideoLanguageModel model, string sentence, string task) =>
        new(BehaviourName.For(sentence), task, PromptTask.Of(package, model, sentence));

    /// <summary>The conditioned policy under the sentence of every task of its world.</summary>
    /// <exception cref="ArgumentException">The package was made for another model.</exception>
    public static IReadOnlyList<EvaluationSubject> EveryTask(ModelPackage package, VideoLanguageModel model) =>
        [.. TaskCatalogue.OfDomain(package.Manifest.Robot).Select(task => Sentence(package, model, task.Prompt, task.Task))];

    /// <summary>Lets it act.</summary>
    /// <param name="package">The package.</param>
    /// <param name="largestNoise">Each episode adds slowly varying noise of a deviation drawn from 0 to this.</param>
    public PackageAgent Agent(ModelPackage package, double largestNoise) =>
        Vector is null ? new PackageAgent(package, Name, largestNoise) : new PackageAgent(package, Vector, largestNoise);

    /// <summary>Scores it in every task of its world; see <see cref="PackageEvaluation"/>.</summary>
    public IReadOnlyList<BehaviourScore> Score(
        ModelPackage package, RenderPreset preset, int episodes, ulong seed, List<RgbImage>? film, CancellationToken cancellation) => Vector is null
            ? PackageEvaluation.Run(package, Name, preset, episodes, seed, cancellation, film)
            : PackageEvaluation.Run(package, Vector, preset, episodes, seed, cancellation, film);
}
