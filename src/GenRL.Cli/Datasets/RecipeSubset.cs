namespace GenRL.Cli.Datasets;

/// <summary>One part of a dataset, as the paper's Table 4 has it and as it is made here.</summary>
/// <param name="Name">Name of the subset.</param>
/// <param name="Frames">Frames of the published dataset.</param>
/// <param name="Agent">Who collects it: a name of <see cref="SubsetAgents"/>.</param>
/// <param name="Task">Task whose learning it records; null for agents without a task.</param>
internal sealed record RecipeSubset(string Name, long Frames, string Agent, string? Task = null);
