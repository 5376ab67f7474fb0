namespace GenRL.Cli.Datasets;

/// <summary>How much of a subset is to be made.</summary>
/// <param name="Subset">The subset.</param>
/// <param name="Episodes">Episodes it is to have.</param>
internal sealed record SubsetPlan(RecipeSubset Subset, int Episodes);
