using GenRL.Cli.CommandLine;
using GenRL.Cli.Pipelines;
using GenRL.Data;
using GenRL.Robots;
using GenRL.Simulation;

namespace GenRL.Cli.Evaluation;

/// <summary>The state-based experts of a folder as policies to be evaluated, each in its own task.</summary>
internal static class StateExperts
{
    private const string Method = "expert";

    /// <summary>What a request asks for.</summary>
    /// <param name="folder">Folder of experts, a file per task.</param>
    /// <param name="domain">Robot they act for.</param>
    /// <param name="request">Tasks, and whether all rewards count.</param>
    /// <exception cref="WrongUseException">Sentences are asked for, or an expert that is not there; the message lists those there are.</exception>
    /// <exception cref="InvalidDataException">The folder holds none.</exception>
    public static IReadOnlyList<EvaluatedPolicy> Select(string folder, string domain, PolicyRequest request)
    {
        if (request.Prompt is not null || request.Prompts is not null)
        {
            throw new WrongUseException("--experts follow no sentence; leave out --prompt and --prompts.");
        }

        var all = TaskCatalogue.NamesOf(domain);
        string[] known = [.. ExpertPolicies.Tasks(folder).Where(all.Contains)];
        if (known.Length == 0)
        {
            throw new WrongUseException($"{folder} has no expert for a task of '{domain}'.");
        }

        return request.Tasks.FirstOrDefault(task => !known.Contains(task)) is { } missing
            ? throw new WrongUseException($"{folder} has no expert for '{missing}' of '{domain}'. It has: {string.Join(", ", known)}.")
            : [.. known.Where(task => request.Tasks.Count == 0 || request.Tasks.Contains(task)).Select(task => new EvaluatedPolicy(
                Method, domain, task, "", null, request.AllRewards ? all : [task], () => new StatePolicyAgent([Load(folder, domain, task)])))];
    }

    private static StatePolicy Load(string folder, string domain, string task)
    {
        using var world = Worlds.Create(domain, RenderPreset.Plain);
        return ExpertPolicies.Load(folder, task, world);
    }
}
