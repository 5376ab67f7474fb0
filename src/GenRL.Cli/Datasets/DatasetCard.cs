using GenRL.Data;
using GenRL.Learning.Behaviours;

namespace GenRL.Cli.Datasets;

/// <summary>What a dataset is, for people and scripts.</summary>
/// <param name="Domain">Robot.</param>
/// <param name="RenderPreset">How its frames are rendered.</param>
/// <param name="VideoLanguageModel">Model of its embeddings; null for none.</param>
/// <param name="AgentPeriodS">Seconds between two frames.</param>
/// <param name="Episodes">Readable episodes.</param>
/// <param name="Frames">Their rows.</param>
/// <param name="RenderedFrames">Rows with a picture.</param>
/// <param name="Embeddings">Windows with an embedding.</param>
/// <param name="Bytes">Size on disk by part.</param>
/// <param name="Subsets">The subsets.</param>
/// <param name="Scale">Share of the published frames; null where the dataset was not made by a recipe.</param>
/// <param name="Seed">Seed; likewise.</param>
/// <param name="Commit">Commit of the program that began it; likewise.</param>
/// <param name="Problems">What is wrong with it; empty when all is well.</param>
internal sealed record DatasetCard(
    string Domain, string RenderPreset, string? VideoLanguageModel, double AgentPeriodS, int Episodes, long Frames, long RenderedFrames, long Embeddings,
    IReadOnlyDictionary<string, long> Bytes, IReadOnlyList<SubsetCard> Subsets, double? Scale, ulong? Seed, string? Commit, IReadOnlyList<string> Problems)
{
    /// <summary>The card of a dataset.</summary>
    /// <param name="manifest">Its manifest.</param>
    /// <param name="report">What a whole reading of it found.</param>
    /// <param name="record">How it was made; null where that is unknown.</param>
    public static DatasetCard Of(DatasetManifest manifest, DatasetReport report, RecipeRecord? record) => new(
        manifest.Domain, manifest.RenderPreset, manifest.VideoLanguageModel, manifest.AgentPeriodS, report.Subsets.Sum(subset => subset.Episodes),
        report.Subsets.Sum(subset => subset.Frames), report.RenderedFrames, report.Embeddings, report.Bytes, [.. report.Subsets.Select(subset => Subset(subset, record))],
        record?.Scale, record?.Seed, record?.Commit, report.Problems);

    private static SubsetCard Subset(SubsetReport subset, RecipeRecord? record)
    {
        var recipe = record?.Recipe.Subsets.FirstOrDefault(known => known.Name == subset.Name);
        return new SubsetCard(
            subset.Name, recipe?.Agent, recipe?.Frames, subset.Episodes, subset.Frames, subset.ShortestRows, subset.LongestRows,
            [.. subset.Returns.Select(task => new ReturnSpread(task.Key, NormalizedScore.MeanAndError([.. task.Value]).Mean, task.Value.Min(), task.Value.Max()))]);
    }
}
