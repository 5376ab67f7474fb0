using System.CommandLine;
using System.Globalization;
using GenRL.Cli.CommandLine;
using GenRL.Cli.Evaluation;
using GenRL.Cli.Pipelines;
using GenRL.Data;
using GenRL.Inference;
using GenRL.Robots;
using GenRL.Robots.Packages;
using GenRL.Simulation.Exploration;
using GenRL.VideoLanguage;

namespace GenRL.Cli.Verbs;

/// <summary><c>genrl evaluate</c>: true returns of policies, by the protocol of the paper (spec 9.1).</summary>
internal static class EvaluateVerb
{
    private const int FilmScale = 3;
    private const string DefaultMethod = "genrl";

    public static Command Create()
    {
        Option<string[]> package = new("--package") { Description = "Model package; several, one per training seed, are averaged", DefaultValueFactory = _ => [DefaultPaths.Package] };
        Option<string[]> label = new("--label") { Description = "NAME=PACKAGE: a package of another method, a column of its own; may be repeated" };
        Option<bool> random = new("--random") { Description = "Measure an agent of random actions instead of a package (no rendering, so 100 episodes are cheap)" };
        Option<string?> experts = new("--experts") { Description = "Measure the state-based experts of this folder instead (genrl collect --agent td3), each in its own task" };
        Option<string> domain = new("--domain") { Description = "Robot of --random and --experts", DefaultValueFactory = _ => "walker" };
        Option<string[]> tasks = new("--tasks") { Description = "Behaviours to run, each judged by the task of its name, separated by commas (default: all the package has)", AllowMultipleArgumentsPerToken = true };
        Option<PromptSet?> prompts = new("--prompts") { Description = "Run what follows the benchmark's sentences: those of the paper, of its code, or both" };
        Option<string?> prompt = new("--prompt") { Description = "Run what follows this sentence, judged by --tasks or by all" };
        Option<bool> conditioned = new("--conditioned") { Description = "Let the package's policy of all prompts follow every sentence, those of learned behaviours too (default sentences: the paper's)" };
        Option<string> vlm = PackageOptions.VideoLanguageModel();
        Option<int?> episodes = new("--episodes") { Description = "Episodes per policy and seed (default: 20, with --random 100)" };
        Option<string> seeds = new("--seeds", "--seed") { Description = "Seeds of starts and posterior samples, separated by commas", DefaultValueFactory = _ => "1" };
        Option<string> render = new("--render") { Description = "Render preset the package was trained on", DefaultValueFactory = _ => "plain" };
        Option<LatentChoice> latent = new("--latent") { Description = "How the latent of a frame is picked: sample, as in the paper's protocol, or mode", DefaultValueFactory = _ => LatentChoice.Sample };
        Option<bool> all = new("--all-rewards") { Description = "Report every task's reward for each behaviour" };
        Option<int> threads = new("--threads") { Description = "Worlds stepped at once; changes the time it takes and nothing else", DefaultValueFactory = _ => Math.Min(4, Environment.ProcessorCount) };
        Option<string?> film = new("--film") { Description = "Folder that receives a GIF of each behaviour's first episode" };
        Option<string?> output = new("--out") { Description = "Folder that receives results.json, table.md and scores.png; runs it has already are kept" };
        Verb command = new(
            "evaluate", "Score behaviours with the true rewards",
            "./genrl evaluate --package models/walker --tasks stand,walk,run --episodes 20 --json",
            "./genrl evaluate --prompts both --seeds 1,2,3 --out runs/evaluation",
            "./genrl evaluate --conditioned --prompt \"kneel down\" --tasks sit_knees",
            "./genrl evaluate --random --domain walker --episodes 100",
            "./genrl evaluate --experts data/cheetah/experts --domain cheetah")
        {
            package, label, random, experts, domain, tasks, prompts, prompt, conditioned, vlm, episodes, seeds, render, latent, all, threads, film, output,
        };
        command.SetVerb((parsed, context) =>
        {
            PolicyRequest request = new()
            {
                Tasks = [.. (parsed.GetValue(tasks) ?? []).SelectMany(names => names.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries))],
                Prompts = parsed.GetValue(prompts) ?? (parsed.GetValue(conditioned) && parsed.GetValue(prompt) is null ? PromptSet.Paper : null),
                Prompt = parsed.GetValue(prompt),
                Conditioned = parsed.GetValue(conditioned),
                Latent = parsed.GetValue(latent),
                AllRewards = parsed.GetValue(all),
            };
            VerbValues.RequireDomain(parsed.GetValue(domain)!);
            IReadOnlyList<EvaluatedPolicy> policies = parsed.GetValue(random)
                ? [RandomAgent(parsed.GetValue(domain)!, request)]
                : parsed.GetValue(experts) is { } folder
                ? StateExperts.Select(folder, parsed.GetValue(domain)!, request)
                : Packages(parsed.GetResult(package) is { Implicit: true } && parsed.GetResult(label) is not null ? [] : parsed.GetValue(package)!, parsed.GetValue(label) ?? [], DefaultPaths.FromRoot(parsed.GetValue(vlm)!), request, context);
            EvaluationConfiguration configuration = new(
                policies[0].Domain, VerbValues.RenderPreset(parsed.GetValue(render)!).ToString().ToLowerInvariant(),
                parsed.GetValue(episodes) ?? (parsed.GetValue(random) ? 100 : 20), Seeds(parsed.GetValue(seeds)!),
                [.. policies.Where(policy => policy.Package is not null).Select(policy => new EvaluatedPackage(policy.Method, policy.Package!)).Distinct()]);
            Write(Run(configuration, policies, parsed.GetValue(threads), parsed.GetValue(film), parsed.GetValue(output), context), context);
            return ExitCode.Success;
        });
        return command;
    }

    private static IReadOnlyList<BehaviourScore> Run(
        EvaluationConfiguration configuration, IReadOnlyList<EvaluatedPolicy> policies, int threads, string? film, string? output, VerbContext context)
    {
        if (configuration.Episodes < 1 || threads < 1)
        {
            throw new WrongUseException("--episodes and --threads are numbers from 1.");
        }

        var provenance = Provenance.Current();
        var runs = new EvaluationRun(configuration, threads).Run(
            policies,
            output is null ? [] : EvaluationResults.Finished(output, provenance, configuration),
            output is null ? null : rows => EvaluationResults.Of(provenance, configuration, rows).Save(output),
            film is null ? null : (policy, frames) => SaveFilm(film, policy, frames),
            VerbValues.Progress(context), context.Cancellation);
        if (output is not null)
        {
            var tables = ScoreTable.Of(runs, policies.All(policy => policy.Package is null) ? [] : PublishedScores.Methods);
            AtomicFile.WriteText(Path.Combine(output, "table.md"), ScoreMarkdown.Write(tables));
            ScoreChart.Save(Path.Combine(output, "scores.png"), tables);
        }

        return ScoreSummary.Of(runs);
    }

    private static EvaluatedPolicy RandomAgent(string domain, PolicyRequest request)
    {
        if (request.Prompt is not null || request.Prompts is not null)
        {
            throw new WrongUseException("--random follows no sentence; leave out --prompt and --prompts.");
        }

        return new EvaluatedPolicy(
            ScoreTable.RandomAgent, domain, ScoreTable.RandomAgent, "", null,
            request.Tasks.Count == 0 ? TaskCatalogue.NamesOf(domain) : [.. request.Tasks.Select(name => TaskCatalogue.Find(domain, name).Task)], () => new ExplorerAgent(new UniformExplorer()));
    }

    private static IReadOnlyList<EvaluatedPolicy> Packages(string[] packages, string[] labels, string vlm, PolicyRequest request, VerbContext context)
    {
        if (request.Prompt is not null && request.Prompts is not null)
        {
            throw new WrongUseException("--prompt and --prompts exclude each other.");
        }

        var named = packages.Select(path => (Method: DefaultMethod, Path: path)).Concat(labels.Select(SplitLabel));
        EvaluatedPolicy[] policies = [.. named.SelectMany(one => new PackagePolicies(ModelPackage.Load(DefaultPaths.FromRoot(one.Path)), one.Method, () => VideoLanguageModel.Load(vlm))
            .Select(request, skipped => context.Log.Warning("{Skipped:l}", skipped)))];
        return policies.Select(policy => policy.Domain).Distinct().Count() == 1
            ? policies
            : throw new WrongUseException("The packages are for different robots; evaluate each robot on its own and combine with 'genrl report'.");
    }

    private static (string Method, string Path) SplitLabel(string label)
    {
        var equals = label.IndexOf('=', StringComparison.Ordinal);
        return equals > 0 && equals < label.Length - 1 ? (label[..equals], label[(equals + 1)..]) : throw new WrongUseException($"--label {label}: expected NAME=PACKAGE.");
    }

    private static ulong[] Seeds(string text)
    {
        ulong[] seeds = [.. text.Split(',', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries).Select(word =>
            ulong.TryParse(word, NumberStyles.None, CultureInfo.InvariantCulture, out var seed) ? seed : throw new WrongUseException($"--seeds {text}: '{word}' is no whole number from 0."))];
        return seeds.Length > 0 && seeds.Distinct().Count() == seeds.Length ? seeds : throw new WrongUseException($"--seeds {text}: give each seed once, separated by commas.");
    }

    private static void SaveFilm(string folder, EvaluatedPolicy policy, IReadOnlyList<RgbImage> frames)
    {
        var name = policy.Method == DefaultMethod ? policy.Behaviour : $"{policy.Method}-{policy.Behaviour}";
        GifFile.Save(Path.Combine(folder, $"{name}.gif"), [.. frames.Select(frame => frame.Enlarge(FilmScale))], VerbValues.Robot(policy.Domain).AgentPeriodS);
    }

    private static void Write(IReadOnlyList<BehaviourScore> rows, VerbContext context)
    {
        if (context.Json)
        {
            Output.WriteJson(rows);
            return;
        }

        var severalMethods = rows.Select(row => row.Method).Distinct().Skip(1).Any();
        Output.WriteTable(
            ["behaviour", "task", "prompt", "episodes", "return", "normalized", "random", "random here", "normalized here"],
            [.. rows.Select(row => new[]
            {
                severalMethods ? $"{row.Method} {row.Behaviour}" : row.Behaviour, row.Task, row.Prompt, $"{row.Episodes}", Number(row.ReturnMean, row.ReturnSe, "f0"),
                Number(row.NormalizedMean, row.NormalizedSe, "f2"), Number(TaskCatalogue.Find(row.Domain, row.Task).RandomScore), Number(TaskCatalogue.Find(row.Domain, row.Task).RandomMeasured),
                row.NormalizedMeasuredMean is { } mean ? Number(mean, row.NormalizedMeasuredSe ?? 0, "f2") : "-",
            })]);
    }

    private static string Number(double? value) => value?.ToString("f0", CultureInfo.InvariantCulture) ?? "-";

    private static string Number(double mean, double error, string format)
        => $"{mean.ToString(format, CultureInfo.InvariantCulture)} ± {error.ToString(format, CultureInfo.InvariantCulture)}";
}
