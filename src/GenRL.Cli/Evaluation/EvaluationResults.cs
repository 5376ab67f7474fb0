using System.Text.Json;
using GenRL.Cli.CommandLine;
using GenRL.Cli.Configuration;
using GenRL.Cli.Pipelines;
using GenRL.Data;

namespace GenRL.Cli.Evaluation;

/// <summary>The file <c>results.json</c> of an evaluation.</summary>
/// <param name="SchemaVersion">Version of this layout.</param>
/// <param name="Commit">Commit of the program.</param>
/// <param name="Versions">Versions of what took part.</param>
/// <param name="Configuration">What decides the numbers.</param>
/// <param name="Rows">Means over packages and seeds.</param>
/// <param name="Runs">The same for each package and seed.</param>
internal sealed record EvaluationResults(
    int SchemaVersion, string Commit, IReadOnlyDictionary<string, string> Versions, EvaluationConfiguration Configuration,
    IReadOnlyList<BehaviourScore> Rows, IReadOnlyList<BehaviourScore> Runs)
{
    /// <summary>Name of the file.</summary>
    public const string FileName = "results.json";

    private const int CurrentVersion = 1;

    /// <summary>The results of these runs.</summary>
    public static EvaluationResults Of(Provenance provenance, EvaluationConfiguration configuration, IReadOnlyList<BehaviourScore> runs) =>
        new(CurrentVersion, provenance.Commit, provenance.Versions, configuration, ScoreSummary.Of(runs), runs);

    /// <summary>Writes the file into a folder.</summary>
    public void Save(string folder) => AtomicFile.WriteText(Path.Combine(folder, FileName), JsonSerializer.Serialize(this, Output.JsonOptions) + "\n");

    /// <summary>Runs of an earlier evaluation in the folder that this one would only repeat; empty when it was another.</summary>
    /// <exception cref="InvalidDataException">The file is damaged.</exception>
    public static IReadOnlyList<BehaviourScore> Finished(string folder, Provenance provenance, EvaluationConfiguration configuration)
    {
        var path = Path.Combine(folder, FileName);
        if (!File.Exists(path))
        {
            return [];
        }

        try
        {
            var found = JsonSerializer.Deserialize<EvaluationResults>(File.ReadAllText(path), JsonDefaults.Strict);
            return found is { Runs: not null, Configuration: not null } && found.SchemaVersion == CurrentVersion && found.Commit == provenance.Commit
                && (found.Configuration.Domain, found.Configuration.Render, found.Configuration.Episodes) == (configuration.Domain, configuration.Render, configuration.Episodes)
                ? found.Runs : [];
        }
        catch (JsonException error)
        {
            throw new InvalidDataException($"{path}: is damaged ({error.Message}); delete it to evaluate anew.", error);
        }
    }
}
