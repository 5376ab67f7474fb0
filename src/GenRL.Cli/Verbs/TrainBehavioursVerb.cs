using System.CommandLine;
using GenRL.Cli.CommandLine;
using GenRL.Cli.Configuration;
using GenRL.Cli.Pipelines;
using GenRL.Data;
using GenRL.Learning.Behaviours;
using GenRL.Learning.Devices;
using GenRL.VideoLanguage;

namespace GenRL.Cli.Verbs;

/// <summary><c>genrl train behaviours</c>: one of any number of workers that learn the behaviours of a list of sentences.</summary>
internal static class TrainBehavioursVerb
{
    private static readonly TimeSpan DefaultLease = TimeSpan.FromMinutes(2);

    public static Command Create()
    {
        Option<string> package = new("--package") { Description = "Model package that has its training weights; receives the behaviours", Required = true };
        Option<string> prompts = new("--prompts") { Description = "File of sentences, one a line", Required = true };
        Option<string> jobs = new("--jobs") { Description = "Folder of the job list, checkpoints and curves, shared by all workers", Required = true };
        Option<bool> dataFree = new("--data-free") { Description = "Imagine from states that need no data (spec 6)" };
        Option<string?> dataset = new("--dataset") { Description = "Rendered dataset of the robot whose states imagination starts from" };
        Option<long?> steps = new("--steps") { Description = "Gradient steps of each behaviour (default: the preset's)" };
        Option<TimeSpan?> lease = Durations.Option("--lease", "Time after which a worker that was not heard of is taken for lost (default: 2m)");
        Option<string> vlm = PackageOptions.VideoLanguageModel();
        Option<string> device = new TogetherOptions().Device;
        ConfigurationOptions configuration = new();
        Verb command = new(
            "behaviours", "Learn the behaviours of many sentences; start it as often as there are machines, and again when one was lost",
            "./genrl train behaviours --package runs/walker/package --prompts sentences.txt --jobs runs/walker/jobs --data-free")
        {
            package, prompts, jobs, dataset, dataFree, steps, lease, vlm, device,
        };
        configuration.AddTo(command);
        command.SetVerb((parsed, context) =>
        {
            var patience = parsed.GetValue(lease) ?? DefaultLease;
            TrainingDevice.Use(parsed.GetValue(device)!);
            var list = new JobList(parsed.GetValue(jobs)!, patience);
            PromptJobs.Fill(list, parsed.GetValue(prompts)!);
            using var model = VideoLanguageModel.Load(DefaultPaths.FromRoot(parsed.GetValue(vlm)!));
            var options = configuration.Read(parsed).Bind<BehaviourOptions>("behaviour");
            options = options with { Steps = parsed.GetValue(steps) ?? options.Steps, DataFree = parsed.GetValue(dataFree) ? options.DataFree ?? new DataFreeOptions() : options.DataFree };
            BehaviourResult Learn(BehaviourPrompt prompt, CancellationToken cancellation) => PackageLearning.Run(
                new BehaviourRequest(parsed.GetValue(package)!, prompt.Sentence, prompt.Name, parsed.GetValue(dataset), Path.Combine(list.Folder, prompt.Name)),
                model, options, new LineProgress<BehaviourProgress>(progress => TrainBehaviourVerb.Report(progress, context)), null, cancellation);
            var worker = new PromptJobs(list, Learn, patience / 4, report: line => context.Log.Information("{Line:l}", line));
            var results = worker.Run(context.Cancellation);
            context.Report(results, () => string.Join(Environment.NewLine, results.Select(result =>
                result.Done ? $"{result.Behaviour}: in {parsed.GetValue(package)}" : $"{result.Behaviour}: failed: {result.Failures[^1]}")));
            return results.All(result => result.Done) ? ExitCode.Success : ExitCode.Failed;
        });
        return command;
    }
}
