using System.Globalization;
using System.Text;
using System.Text.Json;
using GenRL.Cli.CommandLine;
using GenRL.Data;
using GenRL.Robots;

namespace GenRL.Cli.Datasets;

/// <summary>Writes the card of a dataset: <c>card.json</c>, <c>card.md</c>, <c>returns.png</c> and <c>frames.png</c>.</summary>
internal static class DatasetCardFiles
{
    private const int PicturesInRow = 12;
    private const int Bins = 10;
    private const int MostPanels = 4;

    /// <summary>Writes the files into a folder.</summary>
    /// <param name="output">Receives the files.</param>
    /// <param name="dataset">The dataset.</param>
    /// <param name="card">Its card.</param>
    /// <param name="report">What a whole reading of it found.</param>
    public static void Write(string output, DatasetFolder dataset, DatasetCard card, DatasetReport report)
    {
        AtomicFile.WriteText(Path.Combine(output, "card.json"), JsonSerializer.Serialize(card, Output.JsonOptions) + "\n");
        var pictures = Pictures(dataset);
        if (pictures.Count > 0)
        {
            PngFile.Save(Path.Combine(output, "frames.png"), ImageStrip.Grid([.. pictures.Select(row => row.Frames)], scale: 1));
        }

        string[] tasks = ShownTasks(dataset.Manifest);
        if (report.Subsets.Count > 0)
        {
            BarChart.Save(Path.Combine(output, "returns.png"), [.. tasks.Select(task => Histogram(task, report.Subsets)).OfType<BarChart>()]);
        }

        AtomicFile.WriteText(Path.Combine(output, "card.md"), Markdown(card, tasks, [.. pictures.Select(row => row.Subset)]));
    }

    private static string[] ShownTasks(DatasetManifest manifest)
    {
        string[] trained = [.. manifest.Tasks.Where(task => TaskCatalogue.OfDomain(manifest.Domain).Any(known => known.Task == task && known.InDistribution))];
        return [.. (trained.Length > 0 ? trained : manifest.Tasks).Take(MostPanels)];
    }

    // One row per subset, from episodes spread evenly over it and ever later moments of an episode.
    private static IReadOnlyList<(string Subset, IReadOnlyList<RgbImage> Frames)> Pictures(DatasetFolder dataset)
    {
        if (!Directory.Exists(dataset.FramesPath))
        {
            return [];
        }

        using var store = FrameStore.Open(dataset.FramesPath);
        return [.. store.Episodes.GroupBy(episode => episode.Subset).OrderBy(subset => subset.Key, StringComparer.Ordinal).Select(subset => (subset.Key, Row(store, [.. subset])))];
    }

    private static IReadOnlyList<RgbImage> Row(FrameStore store, IReadOnlyList<EpisodeSpan> episodes) =>
        [.. Enumerable.Range(0, PicturesInRow).Select(column =>
        {
            var episode = episodes[column * episodes.Count / PicturesInRow];
            var row = episode.Length * ((2 * column) + 1) / (2 * PicturesInRow);
            return RgbImage.FromChannelFirst(store.Frames[episode.Start + row]);
        })];

    private static BarChart? Histogram(string task, IReadOnlyList<SubsetReport> subsets)
    {
        double[] all = [.. subsets.SelectMany(subset => subset.Returns.GetValueOrDefault(task) ?? [])];
        if (all.Length == 0)
        {
            return null;
        }

        var low = Math.Min(0, Math.Floor(all.Min() / Bins) * Bins);
        var width = Math.Max(1, Math.Ceiling((all.Max() - low) / Bins));
        var categories = Enumerable.Range(0, Bins).Select(bin => string.Create(CultureInfo.InvariantCulture, $"{low + (bin * width):f0} to {low + ((bin + 1) * width):f0}"));
        return new BarChart($"Returns in {task}", "episodes", [.. categories], [.. subsets.Where(subset => subset.Returns.ContainsKey(task)).Select(subset =>
            new BarSeries(subset.Name, [.. Enumerable.Range(0, Bins).Select(bin => (double)subset.Returns[task].Count(value => Bin(value, low, width) == bin))]))]);
    }

    private static int Bin(double value, double low, double width) => Math.Clamp((int)((value - low) / width), 0, Bins - 1);

    private static string Markdown(DatasetCard card, string[] tasks, IReadOnlyList<string> rows)
    {
        StringBuilder text = new();
        text.AppendLine(CultureInfo.InvariantCulture, $"# Dataset of {card.Domain}").AppendLine();
        text.AppendLine(CultureInfo.InvariantCulture, $"{card.Episodes:N0} episodes, {card.Frames:N0} frames every {card.AgentPeriodS:0.###} s, {card.RenderedFrames:N0} rendered ({card.RenderPreset}),");
        text.AppendLine(CultureInfo.InvariantCulture, $"{card.Embeddings:N0} windows embedded ({card.VideoLanguageModel ?? "no model"}); {card.Bytes.Values.Sum() / 1e6:N0} MB on disk ({string.Join(", ", card.Bytes.Select(part => string.Create(CultureInfo.InvariantCulture, $"{part.Key} {part.Value / 1e6:N0}")))}).").AppendLine();
        if (card.Scale is { } scale)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"Made by a recipe: scale {scale} of the published frames, seed {card.Seed}, commit {card.Commit}.").AppendLine();
        }

        Row(text, ["subset", "agent", "episodes", "frames", "of published", .. tasks.Select(task => $"{task}: mean (least to most)")]);
        Row(text, ["---", "---", "---", "---", "---", .. tasks.Select(_ => "---")]);
        foreach (var subset in card.Subsets)
        {
            Row(text,
            [
                subset.Name, subset.Agent ?? "–", subset.Episodes.ToString("N0", CultureInfo.InvariantCulture), subset.Frames.ToString("N0", CultureInfo.InvariantCulture),
                subset.PublishedFrames is { } published ? string.Create(CultureInfo.InvariantCulture, $"{100.0 * subset.Frames / published:f1} %") : "–",
                .. tasks.Select(task => subset.Returns.FirstOrDefault(one => one.Task == task) is { } spread
                    ? string.Create(CultureInfo.InvariantCulture, $"{spread.Mean:f0} ({spread.Least:f0} to {spread.Most:f0})") : "–"),
            ]);
        }

        text.AppendLine().AppendLine("![Returns](returns.png)").AppendLine();
        if (rows.Count > 0)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"From top to bottom: {string.Join(", ", rows)}; from left to right ever later moments of other episodes.").AppendLine();
            text.AppendLine("![Frames](frames.png)").AppendLine();
        }

        text.AppendLine(card.Problems.Count == 0 ? "Every episode was read; nothing is wrong." : "Problems:").AppendLine();
        foreach (var problem in card.Problems)
        {
            text.AppendLine(CultureInfo.InvariantCulture, $"* {problem}");
        }

        return text.ToString();
    }

    private static void Row(StringBuilder text, IEnumerable<string> cells) => text.Append("| ").AppendJoin(" | ", cells).AppendLine(" |");
}
