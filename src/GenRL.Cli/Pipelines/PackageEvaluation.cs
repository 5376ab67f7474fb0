using GenRL.Data;
using GenRL.Inference;
using GenRL.Robots.Packages;
using GenRL.Simulation;

namespace GenRL.Cli.Pipelines;

/// <summary>Runs the behaviours of a package in their world, from pixels through ONNX Runtime, and sums the true rewards (spec 9.1).</summary>
public static class PackageEvaluation
{
    /// <summary>What stands for a behaviour's name where the conditioned policy acts.</summary>
    public const string Conditioned = "conditioned";

    /// <summary>Scores a behaviour in every task of its world.</summary>
    /// <param name="package">The package.</param>
    /// <param name="behaviour">Name of the behaviour.</param>
    /// <param name="preset">How the world is rendered; the preset the package was trained on.</param>
    /// <param name="episodes">Episodes from random starts.</param>
    /// <param name="seed">Seed of starts and posterior samples.</param>
    /// <param name="cancellation">Stops between two steps.</param>
    /// <param name="film">Receives what the camera sees in the first episode, frame by frame; null for none.</param>
    /// <returns>One row per task of the catalogue.</returns>
    public static IReadOnlyList<BehaviourScore> Run(
        ModelPackage package, string behaviour, RenderPreset preset, int episodes, ulong seed, CancellationToken cancellation = default, List<RgbImage>? film = null)
    {
        return Run(
            package, () => new PackageAgent(package, behaviour), behaviour, package.Behaviour(behaviour).Prompt, preset, new EvaluationSetting(episodes, seed), cancellation, film);
    }

    /// <summary>Scores the conditioned policy in every task of its world.</summary>
    /// <param name="package">A package with a conditioned policy.</param>
    /// <param name="task">What the policy is told; its label names the rows.</param>
    /// <param name="preset">How the world is rendered; the preset the package was trained on.</param>
    /// <param name="episodes">Episodes from random starts.</param>
    /// <param name="seed">Seed of starts and posterior samples.</param>
    /// <param name="cancellation">Stops between two steps.</param>
    /// <param name="film">Receives what the camera sees in the first episode, frame by frame; null for none.</param>
    /// <returns>One row per task of the catalogue.</returns>
    /// <exception cref="PackageException">The package has no conditioned policy, or it is damaged.</exception>
    public static IReadOnlyList<BehaviourScore> Run(
        ModelPackage package, TaskVector task, RenderPreset preset, int episodes, ulong seed, CancellationToken cancellation = default, List<RgbImage>? film = null) =>
        Run(package, () => new PackageAgent(package, task), Conditioned, task.Label, preset, new EvaluationSetting(episodes, seed), cancellation, film);

    private static IReadOnlyList<BehaviourScore> Run(
        ModelPackage package, Func<PackageAgent> agent, string behaviour, string prompt, RenderPreset preset, EvaluationSetting setting, CancellationToken cancellation,
        List<RgbImage>? film)
    {
        var domain = package.Manifest.Robot;
        var returns = PolicyEvaluation.Run(() => Worlds.Create(domain, preset), agent, setting, null, film, cancellation);
        return BehaviourScore.OfAll(domain, behaviour, prompt, returns);
    }
}
