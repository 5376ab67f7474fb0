using System.CommandLine;
using GenRL.Cli.CommandLine;
using GenRL.Cli.Pipelines;
using GenRL.Data;
using GenRL.Learning.Behaviours;
using GenRL.Learning.Behaviours.Conditioned;
using GenRL.Learning.Export;
using GenRL.Learning.WorldModels;
using GenRL.Robots;
using GenRL.Robots.Packages;
using GenRL.VideoLanguage;

namespace GenRL.Cli.Verbs;

/// <summary><c>genrl export</c>: a trained world-model run, and behaviours learned on it, as a model package.</summary>
internal static class ExportVerb
{
    public static Command Create()
    {
        Argument<string> dataset = new("dataset") { Description = "Folder of the dataset that the run was trained on" };
        Argument<string> world = new("world") { Description = "Folder of the trained world-model run" };
        Argument<string> output = new("package") { Description = "Folder of the package; one that is there already is replaced" };
        Option<string?> behaviours = new("--behaviours") { Description = "Folder of behaviour runs, one folder per task, as 'train package' leaves it" };
        Option<string?> conditioned = new("--conditioned") { Description = "Output folder of 'train package --conditioned', whose policy of all prompts goes into the package" };
        Option<string> vlm = PackageOptions.VideoLanguageModel();
        Verb command = new(
            "export", "Make a model package of a trained world-model run and behaviours learned on it",
            "./genrl export data/walker runs/world runs/walker/package --behaviours runs/walker/behaviours")
        {
            dataset, world, output, behaviours, conditioned, vlm,
        };
        command.SetVerb((parsed, context) =>
        {
            string folder = parsed.GetValue(output)!, vlmFolder = DefaultPaths.FromRoot(parsed.GetValue(vlm)!);
            DatasetFolder data = DatasetFolder.Open(parsed.GetValue(dataset)!);
            IReadOnlyList<TaskDescription> tasks = Learned(parsed.GetValue(behaviours), data.Manifest.Domain);
            using FrameStore store = FrameStore.Open(data.FramesPath);
            using WorldModelRun run = new(parsed.GetValue(world)!, store, WorldModelRun.ReadOptions(parsed.GetValue(world)!));
            using (VideoLanguageModel model = VideoLanguageModel.Load(vlmFolder))
            {
                PackageExport.Write(folder, VerbValues.Robot(data.Manifest.Domain), run, model.Name, LearnedWorld.Describe(run.Options, data.Manifest));
                AddBehaviours(folder, parsed.GetValue(behaviours), tasks, run, model, context);
                AddConditioned(folder, parsed.GetValue(conditioned), run);
            }

            ConfidenceReport confidence = ConfidenceCalibration.Run(folder, vlmFolder);
            ModelPackage package = ModelPackage.Load(folder);
            context.Report(
                new { Package = package.Folder, Behaviours = package.Manifest.Behaviours.Select(one => one.Name), Confidence = confidence },
                () => $"{package.Folder}: {package.Manifest.Behaviours.Count} behaviours; {PackageVerb.Describe(confidence)}");
            return ExitCode.Success;
        });
        return command;
    }

    // Looked for before anything is written: an earlier package is not replaced by one that lacks what was asked for.
    private static IReadOnlyList<TaskDescription> Learned(string? folder, string domain)
    {
        TaskDescription[] tasks = folder is null ? [] : [.. TaskCatalogue.OfDomain(domain).Where(task => Directory.Exists(Path.Combine(folder, task.Task)))];
        return folder is null || tasks.Length > 0
            ? tasks
            : throw new WrongUseException($"{folder} holds no behaviour of '{domain}': a folder named after a task is expected for each.");
    }

    private static void AddBehaviours(
        string package, string? folder, IReadOnlyList<TaskDescription> tasks, WorldModelRun run, VideoLanguageModel model, VerbContext context)
    {
        if (tasks.Count > 0)
        {
            run.OpenPosterior(context.Cancellation);
        }

        foreach (TaskDescription task in tasks)
        {
            string work = Path.Combine(folder!, task.Task);
            (BehaviourOptions options, _) = BehaviourCheckpoint.Describe(Path.Combine(work, BehaviourRun.CheckpointName));
            using BehaviourLearner learner = new(LearnedWorld.Of(run), task.Task, task.Prompt, model.EmbedText(task.Prompt), options, work);
            PackageWriter.AddBehaviour(package, learner.Export());
            context.Log.Information("{Behaviour:l}: \"{Prompt:l}\", {Steps} steps", task.Task, task.Prompt, learner.Steps);
        }
    }

    private static void AddConditioned(string package, string? folder, WorldModelRun run)
    {
        if (folder is null)
        {
            return;
        }

        string work = Path.Combine(folder, ConditionedLearner.Folder);
        (_, long steps) = BehaviourCheckpoint.Describe(Path.Combine(work, BehaviourRun.CheckpointName));
        using ConditionedPolicy policy = ConditionedPolicy.OfRun(work, run.Model.Options, run.Connector.Options.EmbeddingSize, out BehaviourOptions options);
        ConditionedWeights.AddTo(package, policy, options, steps, ModelWeights.Sizes(run.Model.Options, run.Connector.Options));
    }
}
