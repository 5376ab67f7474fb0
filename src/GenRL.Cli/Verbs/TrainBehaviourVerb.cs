using System.CommandLine;
using GenRL.Cli.CommandLine;
using GenRL.Cli.Configuration;
using GenRL.Cli.Pipelines;
using GenRL.Cli.Supervision;
using GenRL.Data;
using GenRL.Learning.Behaviours;
using GenRL.VideoLanguage;

namespace GenRL.Cli.Verbs;

/// <summary><c>genrl train behaviour</c>: one behaviour for a sentence, added to a package.</summary>
internal static class TrainBehaviourVerb
{
    public static Command Create()
    {
        Option<string> package = new("--package") { Description = "Model package that has its training weights; receives the behaviour", Required = true };
        Option<string> prompt = new("--prompt") { Description = "The sentence", Required = true };
        Option<string?> name = new("--name") { Description = "Name of the behaviour (default: made of the sentence)" };
        Option<bool> dataFree = new("--data-free") { Description = "Imagine from states that need no data (spec 6); the way a package can be extended" };
        Option<string?> dataset = new("--dataset") { Description = "Rendered dataset of the robot whose states imagination starts from" };
        Option<string?> work = new("--work") { Description = "Folder of checkpoint and curves; an earlier run in it goes on (default: beside the package)" };
        Option<bool> noDiagnosis = new("--no-diagnosis") { Description = "Do not compare imagination with the simulator afterwards; there is none on a robot" };
        Option<bool> scratch = new("--from-scratch") { Description = "Start from nothing even where the package has a prompt-conditioned policy to start from" };
        Option<long?> steps = new("--steps") { Description = "Gradient steps (default: the preset's)" };
        Option<string> vlm = new("--vlm") { Description = "Folder of the video-language model", DefaultValueFactory = _ => Path.Combine(RepositoryRoot.Find(), "models", "vlm-compact") };
        ConfigurationOptions configuration = new();
        Verb command = new("behaviour", "Learn a behaviour from a sentence in imagination and add it to a package", "./genrl train behaviour --package runs/walker/package --prompt \"kneel down\" --data-free", "./genrl train behaviour --package runs/walker/package --prompt \"kneel down\" --dataset data/walker") { package, prompt, name, dataset, dataFree, noDiagnosis, scratch, work, steps, vlm };
        TogetherOptions together = new();
        command.Add(together.Device);
        configuration.AddTo(command);
        command.SetVerb((parsed, context) =>
        {
            using var model = VideoLanguageModel.Load(parsed.GetValue(vlm)!);
            var tree = configuration.Read(parsed);
            var options = tree.Bind<BehaviourOptions>("behaviour");
            options = options with { Steps = parsed.GetValue(steps) ?? options.Steps, DataFree = parsed.GetValue(dataFree) ? options.DataFree ?? tree.Bind<DataFreeOptions>("data_free") : options.DataFree };
            using var ranks = together.Join(parsed, tree);
            var request = new BehaviourRequest(
                parsed.GetValue(package)!, parsed.GetValue(prompt)!, parsed.GetValue(name), parsed.GetValue(dataset), parsed.GetValue(work), parsed.GetValue(scratch));
            var result = PackageLearning.Run(
                request, model, options, new LineProgress<BehaviourProgress>(progress =>
                {
                    if (ranks.IsFirst)
                    {
                        Report(progress, context);
                    }
                }),
                parsed.GetValue(noDiagnosis) ? null : table => context.Log.Information("{Diagnosis:l}", table.ToText()), context.Cancellation, ranks);
            if (!ranks.IsFirst)
            {
                return result.Completed ? ExitCode.Success : ExitCode.Interrupted;
            }

            if (context.Json)
            {
                Output.WriteJson(result);
            }
            else if (result.Completed)
            {
                context.Log.Information("Behaviour {Name:l} is in {Package:l} after {Steps} steps", result.Behaviour, result.Package, result.Steps);
            }
            else
            {
                context.Log.Warning("Interrupted after {Steps} steps; asking for {Name:l} again goes on from there", result.Steps, result.Behaviour);
            }

            return result.Completed ? ExitCode.Success : ExitCode.Interrupted;
        });
        return command;
    }

    /// <summary>Logs how far learning a behaviour has come, and tells the supervisor.</summary>
    internal static void Report(BehaviourProgress progress, VerbContext context)
    {
        context.Log.Information(
            "step {Step}/{Steps}, {Milliseconds:f0} ms a step, {Left:l} left, imagined reward {Reward:f3}, return {Return:f2}",
            progress.Metrics.Step, progress.TargetSteps, progress.MillisecondsPerStep, Durations.Text(progress.Remaining), progress.Metrics.MeanReward,
            progress.Metrics.Return);
        SupervisorLink.Write(
            SupervisorLink.ProgressEvent, new { Progress = (double)progress.Metrics.Step / progress.TargetSteps, RemainingS = progress.Remaining.TotalSeconds });
    }
}
