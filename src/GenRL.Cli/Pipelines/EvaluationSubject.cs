using GenRL.Data;
using GenRL.Inference;
using GenRL.Robots.Packages;
using GenRL.Simulation;

namespace GenRL.Cli.Pipelines;

/// <summary>Something of a package that can be scored.</summary>
/// <param name="Name">Name of the behaviour, or what the task vector stands for.</param>
/// <param name="Task">Task that judges it.</param>
/// <param name="Vector">What the conditioned policy is told; null for the behaviour of that name.</param>
public sealed record EvaluationSubject(string Name, string Task, TaskVector? Vector = null)
{
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
