using System.CommandLine;
using System.Globalization;
using GenRL.Cli.CommandLine;
using GenRL.Cli.Pipelines;
using GenRL.Data;
using GenRL.Robots;
using GenRL.Robots.Packages;
using GenRL.VideoLanguage;

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
        Option<string?> prompt = new("--prompt") { Description = "Instead of behaviours: a sentence for the conditioned policy, judged by --task" };
        Option<string?> task = new("--task") { Description = "Task that judges --prompt" };
        Option<bool> conditioned = new("--conditioned") { Description = "Instead of behaviours: every task's own sentence through the conditioned policy" };
        Option<string> vlm = PackageOptions.VideoLanguageModel();
        Option<string?> film = new("--film") { Description = "Folder that receives a GIF of each behaviour's first episode" };
        Verb command = new("evaluate", "Score behaviours with the true rewards", "./genrl evaluate --package models/walker --tasks stand,walk,run --episodes 20 --json", "./genrl evaluate --prompt \"kneel down\" --task sit_knees", "./genrl evaluate --conditioned") { package, tasks, episodes, seed, render, all, prompt, task, conditioned, vlm, film };
        command.Validators.Add(result =>
        {
            bool sentence = result.GetValue(prompt) is not null;
            if (sentence != result.GetValue(task) is not null)
            {
                result.AddError("--prompt and --task belong together: the sentence, and the task whose reward judges it.");
            }
            else if (new[] { sentence, result.GetValue(conditioned), result.GetResult(tasks) is { Implicit: false } }.Count(wish => wish) > 1)
            {
                result.AddError("Give --tasks for behaviours, or --prompt with --task, or --conditioned; not several of them.");
            }
        });
        command.SetVerb((parsed, context) =>
        {
            var folder = ModelPackage.Load(parsed.GetValue(package)!);
            var preset = VerbValues.RenderPreset(parsed.GetValue(render)!);
            var rows = new List<BehaviourScore>();
            var subjects = parsed.GetValue(conditioned) || parsed.GetValue(prompt) is not null
                ? Conditioned(folder, DefaultPaths.FromRoot(parsed.GetValue(vlm)!), parsed.GetValue(prompt), parsed.GetValue(task))
                : Behaviours(folder, parsed.GetValue(tasks)!);
            foreach (var subject in subjects)
            {
                List<RgbImage>? frames = parsed.GetValue(film) is null ? null : [];
                var scores = subject.Score(folder, preset, parsed.GetValue(episodes), parsed.GetValue(seed), frames, context.Cancellation);
                if (frames is not null)
                {
                    GifFile.Save(Path.Combine(parsed.GetValue(film)!, $"{subject.Name}.gif"), [.. frames.Select(frame => frame.Enlarge(FilmScale))], folder.Manifest.AgentPeriodS);
                }

                rows.AddRange(parsed.GetValue(all) ? scores : scores.Where(score => score.Task == subject.Task));
                context.Log.Information("{Behaviour}: {Scores}", subject.Name, string.Join(" ", scores.Select(score => FormattableString.Invariant($"{score.Task}={score.ReturnMean:f0}"))));
            }

            Write(rows, context);
            return ExitCode.Success;
        });
        return command;
    }

    private static IReadOnlyList<EvaluationSubject> Behaviours(ModelPackage package, string[] names)
    {
        EvaluationSubject[] subjects = [.. names.SelectMany(one => one.Split(',', StringSplitOptions.RemoveEmptyEntries)).Select(name => new EvaluationSubject(name, name))];
        string? unknown = subjects.Select(subject => subject.Name).FirstOrDefault(name => package.Manifest.Behaviours.All(known => known.Name != name));
        return unknown is null
            ? subjects
            : throw new WrongUseException($"The package has no behaviour '{unknown}'. It has: {string.Join(", ", package.Manifest.Behaviours.Select(known => known.Name))}.");
    }

    private static IReadOnlyList<EvaluationSubject> Conditioned(ModelPackage package, string vlm, string? sentence, string? task)
    {
        if (package.Manifest.ConditionedPolicy is null)
        {
            throw new WrongUseException($"The package {package.Folder} has no conditioned policy; score its behaviours with --tasks.");
        }

        string[] known = [.. TaskCatalogue.OfDomain(package.Manifest.Robot).Select(one => one.Task)];
        if (sentence is not null && !known.Contains(task))
        {
            throw new WrongUseException($"There is no task '{task}' for '{package.Manifest.Robot}'. Known: {string.Join(", ", known)}.");
        }

        using var model = VideoLanguageModel.Load(vlm);
        return sentence is null
            ? EvaluationSubject.EveryTask(package, model)
            : [EvaluationSubject.Sentence(package, model, sentence, task!)];
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
