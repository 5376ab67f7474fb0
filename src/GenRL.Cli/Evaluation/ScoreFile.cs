using System.Text.Json;
using GenRL.Cli.CommandLine;
using GenRL.Cli.Pipelines;
using GenRL.Robots;

namespace GenRL.Cli.Evaluation;

/// <summary>Reads scores that any verb wrote: a list of rows as <c>evaluate --json</c> prints it, or an object with <c>runs</c> or <c>rows</c>.</summary>
internal static class ScoreFile
{
    private const long LargestBytes = 64 << 20;

    /// <summary>Reads the rows of a file, normalised anew from their returns.</summary>
    /// <param name="source">A path, or <c>NAME=path</c> to name the column.</param>
    /// <exception cref="InvalidDataException">The file is damaged or holds no scores; the message names file and row.</exception>
    public static IReadOnlyList<BehaviourScore> Read(string source)
    {
        var split = source.IndexOf('=', StringComparison.Ordinal);
        var (label, path) = split > 0 && !File.Exists(source) ? (source[..split], source[(split + 1)..]) : (null, source);
        FileInfo file = new(path);
        if (!file.Exists)
        {
            throw new InvalidDataException($"{path}: there is no such file; give one that 'genrl evaluate --out' or '--json' wrote.");
        }

        if (file.Length > LargestBytes)
        {
            throw new InvalidDataException($"{path}: has {file.Length} bytes, more than {LargestBytes}; this is no file of scores.");
        }

        try
        {
            using var document = JsonDocument.Parse(File.ReadAllBytes(path));
            return [.. Rows(document.RootElement, path).Select((row, index) => Checked(row, $"{path}: row {index}", label, Path.GetFileNameWithoutExtension(path)))];
        }
        catch (JsonException error)
        {
            throw new InvalidDataException($"{path}: {error.Message}", error);
        }
    }

    private static JsonElement.ArrayEnumerator Rows(JsonElement root, string path)
    {
        var list = root.ValueKind == JsonValueKind.Object && root.TryGetProperty("runs", out var runs) && runs.ValueKind == JsonValueKind.Array && runs.GetArrayLength() > 0 ? runs
            : root.ValueKind == JsonValueKind.Object && root.TryGetProperty("rows", out var rows) ? rows
            : root;
        return list.ValueKind == JsonValueKind.Array && list.GetArrayLength() > 0
            ? list.EnumerateArray()
            : throw new InvalidDataException($"{path}: holds no scores (a list of rows, or an object with 'rows' or 'runs').");
    }

    private static BehaviourScore Checked(JsonElement element, string place, string? label, string fileName)
    {
        var row = element.ValueKind == JsonValueKind.Object ? element.Deserialize<BehaviourScore>(Output.JsonOptions) : null;
        if (row is null || row.Domain is null || row.Task is null || row.Episodes <= 0 || !double.IsFinite(row.ReturnMean) || !(row.ReturnSe >= 0) || !double.IsFinite(row.ReturnSe))
        {
            throw new InvalidDataException($"{place}: needs domain, task, episodes above 0, and finite return_mean and return_se.");
        }

        if (!TaskCatalogue.OfDomain(row.Domain).Any(task => task.Task == row.Task))
        {
            throw new InvalidDataException($"{place}: there is no task '{row.Task}' for '{row.Domain}'; 'genrl tasks' lists those there are.");
        }

        return BehaviourScore.Of(row.Domain, row.Behaviour ?? row.Task, row.Task, row.Prompt ?? "", row.Episodes, row.ReturnMean, row.ReturnSe) with
        {
            Method = label ?? row.Method ?? fileName,
            Reward = row.Reward,
            Package = row.Package,
            Seed = row.Seed,
            Runs = row.Runs,
        };
    }
}
