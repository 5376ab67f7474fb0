using System.CommandLine;
using System.Globalization;
using GenRL.Cli.CommandLine;
using GenRL.Cli.Pipelines;
using GenRL.Data;
using GenRL.Robots.Packages;

namespace GenRL.Cli.Verbs;

/// <summary><c>genrl evaluate</c>: true returns of a package's behaviours, from pixels through ONNX Runtime.</summary>
internal static class EvaluateVerb
{
    private const int FilmScale = 3;

    public static Command Create()
    {
        Option<string> package = new("--package") { Description = "Model package", DefaultValueFactory = _ => Path.Combine(RepositoryRoot.Find(), "models", "walker") };
        Option<string[]> tasks = new("--tasks") { Description = "Behaviours to run, each judged by the task of its name; separated by commas", DefaultValueFactory = _ => ["stand,walk,run"], AllowMultipleArgumentsPerToken = true };
        Option<int> episodes = new("--episodes") { Description = "Episodes per behaviour", DefaultValueFactory = _ => 20 };
        Option<ulong> seed = new("--seed") { Description = "Seed of starts and posterior samples", DefaultValueFactory = _ => 1UL };
        Option<string> render = new("--render") { Description = "Render preset the package was trained on", DefaultValueFactory = _ => "plain" };
        Option<bool> all = new("--all-rewards") { Description = "Report every task's reward for each behaviour" };
        Option<string?> film = new("--film") { Description = "Folder that receives a GIF of each behaviour's first episode" };
        Verb command = new("evaluate", "Score behaviours with the true rewards", "./genrl evaluate --package models/walker --tasks stand,walk,run --episodes 20 --json") { package, tasks, episodes, seed, render, all, film };
        command.SetVerb((parsed, context) =>
        {
            var folder = ModelPackage.Load(parsed.GetValue(package)!);
            var preset = VerbValues.RenderPreset(parsed.GetValue(render)!);
            var rows = new List<BehaviourScore>();
            foreach (var name in parsed.GetValue(tasks)!.SelectMany(names => names.Split(',', StringSplitOptions.RemoveEmptyEntries)))
            {
                if (folder.Manifest.Behaviours.All(known => known.Name != name))
                {
                    throw new WrongUseException($"The package has no behaviour '{name}'. It has: {string.Join(", ", folder.Manifest.Behaviours.Select(known => known.Name))}.");
                }

                List<RgbImage>? frames = parsed.GetValue(film) is null ? null : [];
                var scores = PackageEvaluation.Run(folder, name, preset, parsed.GetValue(episodes), parsed.GetValue(seed), context.Cancellation, frames);
                if (frames is not null)
                {
                    GifFile.Save(Path.Combine(parsed.GetValue(film)!, $"{name}.gif"), [.. frames.Select(frame => frame.Enlarge(FilmScale))], folder.Manifest.AgentPeriodS);
                }

                rows.AddRange(parsed.GetValue(all) ? scores : scores.Where(score => score.Task == name));
                context.Log.Information("{Behaviour}: {Scores}", name, string.Join(" ", scores.Select(score => FormattableString.Invariant($"{score.Task}={score.ReturnMean:f0}"))));
            }

            Write(rows, context);
            return ExitCode.Success;
        });
        return command;
    }

    private static void Write(List<BehaviourScore> rows, VerbContext context)
    {
        if (context.Json)
        {
            Output.WriteJson(rows);
            return;
        }

        Output.WriteTable(
            ["behaviour", "task", "prompt", "episodes", "return", "normalized"],
            [.. rows.Select(row => new[] { row.Behaviour, row.Task, row.Prompt, $"{row.Episodes}", Number(row.ReturnMean, row.ReturnSe, "f0"), Number(row.NormalizedMean, row.NormalizedSe, "f2") })]);
    }

    private static string Number(double mean, double error, string format)
        => $"{mean.ToString(format, CultureInfo.InvariantCulture)} ± {error.ToString(format, CultureInfo.InvariantCulture)}";
}
