using GenRL.Cli.CommandLine;
using GenRL.Robots;
using GenRL.Simulation;

namespace GenRL.Cli.Datasets;

/// <summary>What a domain's dataset consists of; bound from the section <c>dataset</c> of a recipe (Presets/dataset-*.yaml).</summary>
internal sealed record DatasetRecipe
{
    /// <summary>Robot.</summary>
    public string Domain { get; init; } = "";

    /// <summary>How its frames are rendered.</summary>
    public RenderPreset Render { get; init; } = RenderPreset.Plain;

    /// <summary>The parts.</summary>
    public IReadOnlyList<RecipeSubset> Subsets { get; init; } = [];

    /// <summary>Episodes of each subset at a scale: its share of the published frames in whole episodes, at least one.</summary>
    /// <param name="scale">Share of the published frames.</param>
    /// <param name="episodeRows">Rows of an episode, the reset included.</param>
    public IReadOnlyList<SubsetPlan> Plan(double scale, int episodeRows) =>
        [.. Subsets.Select(subset => new SubsetPlan(subset, (int)Math.Max(1, Math.Round(subset.Frames * scale / episodeRows))))];

    /// <summary>Refuses what cannot be made.</summary>
    /// <param name="domain">Domain it was asked for.</param>
    /// <exception cref="WrongUseException">Something does not fit; the message says what.</exception>
    public void RequireValid(string domain)
    {
        if (Domain != domain)
        {
            throw new WrongUseException($"The recipe is for '{Domain}', not for '{domain}'.");
        }

        if (Subsets.Count == 0 || Subsets.Select(subset => subset.Name).Distinct().Count() != Subsets.Count)
        {
            throw new WrongUseException("A recipe needs subsets, each with a name of its own.");
        }

        foreach (var subset in Subsets)
        {
            var agent = SubsetAgents.Find(subset.Agent);
            if (subset.Frames <= 0)
            {
                throw new WrongUseException($"Subset '{subset.Name}': {subset.Frames} frames cannot be collected.");
            }

            if (agent.NeedsTask != subset.Task is not null)
            {
                throw new WrongUseException(agent.NeedsTask
                    ? $"Subset '{subset.Name}': the agent '{subset.Agent}' needs a task."
                    : $"Subset '{subset.Name}': the agent '{subset.Agent}' learns no task; leave '{subset.Task}' out.");
            }

            if (subset.Task is { } task)
            {
                TaskCatalogue.Find(domain, task);
            }
        }
    }
}
