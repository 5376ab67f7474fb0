using System.CommandLine;
using GenRL.Cli.CommandLine;
using GenRL.Cli.Configuration;
using GenRL.Cli.Pipelines;
using GenRL.Data;
using GenRL.Robots;
using GenRL.VideoLanguage;

namespace GenRL.Cli.Verbs;

/// <summary><c>genrl train package</c>: the behaviours of a package, learned offline and then in corrective rounds.</summary>
internal static class TrainPackageVerb
{
    public static Command Create()
    {
        Argument<string> dataset = new("dataset") { Description = "Folder of the dataset, rendered and embedded; grows by the episodes of the rounds" };
        Argument<string> world = new("world") { Description = "Folder of the trained world-model run; its dynamics are trained on" };
        Argument<string> output = new("output") { Description = "Folder that receives the package, behaviour runs, decoded targets and scores" };
        Option<string[]> tasks = new("--tasks") { Description = "Tasks whose prompts are learned", DefaultValueFactory = _ => ["stand", "walk", "run"], AllowMultipleArgumentsPerToken = true };
        Option<string> vlm = new("--vlm") { Description = "Folder of the video-language model", DefaultValueFactory = _ => Path.Combine(RepositoryRoot.Find(), "models", "vlm-compact") };
        Option<bool> conditioned = new("--conditioned") { Description = "Learn one policy of all prompts; the tasks' prompts are tried and scored, never practised" };
        Option<string?> from = new("--from") { Description = "Output folder of a run with --conditioned, whose policy every behaviour starts as" };
        ConfigurationOptions configuration = new();
        Verb command = new(
            "package", "Learn the behaviours of a package: offline, then corrected in the simulator", "./genrl train package data/walker runs/world runs/walker",
            "./genrl train package data/walker runs/world runs/offline --set rounds.rounds=1",
            "./genrl train package data/walker runs/world runs/any-sentence --conditioned --tasks stand,walk,run,lying_down")
        {
            dataset, world, output, tasks, vlm, conditioned, from,
        };
        configuration.AddTo(command);
        command.SetVerb((parsed, context) =>
        {
            var domain = DatasetFolder.Open(parsed.GetValue(dataset)!).Manifest.Domain;
            using var model = VideoLanguageModel.Load(parsed.GetValue(vlm)!);
            var options = configuration.Read(parsed).Bind<CorrectiveOptions>("rounds");
            options = options with
            {
                Conditioned = options.Conditioned || parsed.GetValue(conditioned),
                StartFrom = parsed.GetValue(from) is { } run ? Path.Combine(run, ConditionedLearner.Folder) : options.StartFrom,
            };
            if (options.Prompts == PromptSet.Both)
            {
                throw new WrongUseException("rounds.prompts=both: a behaviour is learned for one sentence; choose paper or code.");
            }

            var prompts = parsed.GetValue(tasks)!.SelectMany(names => names.Split(','))
                .Select(task => TaskCatalogue.Find(domain, task))
                .Select(task => new BehaviourPrompt(task.Task, options.Prompts == PromptSet.Code ? task.PromptCode : task.Prompt)).ToList();
            var rounds = new CorrectiveRounds(
                parsed.GetValue(dataset)!, parsed.GetValue(world)!, parsed.GetValue(output)!, model, options, line => context.Log.Information("{Line}", line));
            var scores = rounds.Run(prompts, context.Cancellation);
            var confidence = ConfidenceCalibration.Run(rounds.PackageFolder, parsed.GetValue(vlm)!);
            context.Log.Information("confidence: {Fit:l}", PackageVerb.Describe(confidence));
            if (context.Json)
            {
                Output.WriteJson(scores);
            }

            return ExitCode.Success;
        });
        return command;
    }
}
