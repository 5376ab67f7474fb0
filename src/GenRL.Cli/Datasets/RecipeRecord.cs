using System.Text.Json;
using GenRL.Cli.CommandLine;
using GenRL.Cli.Configuration;
using GenRL.Data;
using GenRL.Learning.Experts;

namespace GenRL.Cli.Datasets;

/// <summary>The file <c>recipe.json</c> of a dataset: all that decided what it holds.</summary>
/// <param name="Recipe">The recipe.</param>
/// <param name="Scale">Share of the published frames.</param>
/// <param name="Seed">Seed.</param>
/// <param name="Stride">Steps between embedded windows.</param>
/// <param name="Experts">Sizes and rates of experts.</param>
/// <param name="Commit">Commit of the program that began it.</param>
/// <param name="Versions">Versions of what took part.</param>
internal sealed record RecipeRecord(
    DatasetRecipe Recipe, double Scale, ulong Seed, int Stride, Td3Options Experts, string Commit, IReadOnlyDictionary<string, string> Versions)
{
    private const string FileName = "recipe.json";

    /// <summary>The record of a dataset; null where it was not made by a recipe.</summary>
    /// <exception cref="InvalidDataException">The file is damaged.</exception>
    public static RecipeRecord? Read(string folder)
    {
        var path = Path.Combine(folder, FileName);
        if (!File.Exists(path))
        {
            return null;
        }

        try
        {
            return JsonSerializer.Deserialize<RecipeRecord>(File.ReadAllText(path), JsonDefaults.Strict) is { Recipe.Subsets: not null, Experts: not null } record
                ? record
                : throw new InvalidDataException($"{path}: lacks recipe or experts; restore it, or make the dataset in another folder.");
        }
        catch (JsonException error)
        {
            throw new InvalidDataException($"{path}: is damaged ({error.Message}); restore it, or make the dataset in another folder.", error);
        }
    }

    /// <summary>Writes the record.</summary>
    public void Save(string folder) => AtomicFile.WriteText(Path.Combine(folder, FileName), JsonSerializer.Serialize(this, Output.JsonOptions) + "\n");

    /// <summary>Refuses to go on with another recipe, seed or other options than a dataset was begun with; it may grow.</summary>
    /// <exception cref="WrongUseException">Something differs.</exception>
    public void RequireContinuationOf(RecipeRecord begun, string folder)
    {
        var differences = new[] { ("recipe", Text(Recipe) != Text(begun.Recipe)), ("seed", Seed != begun.Seed), ("stride", Stride != begun.Stride), ("experts", Text(Experts) != Text(begun.Experts)) }
            .Where(pair => pair.Item2).Select(pair => pair.Item1).ToList();
        if (differences.Count > 0)
        {
            throw new WrongUseException($"{folder} was begun with another {string.Join(", ", differences)}; use the same, or another folder.");
        }

        if (Scale < begun.Scale)
        {
            throw new WrongUseException(FormattableString.Invariant($"{folder} was begun at scale {begun.Scale}; it can grow but not shrink to {Scale}."));
        }
    }

    private static string Text<T>(T value) => JsonSerializer.Serialize(value, Output.JsonOptions);
}
