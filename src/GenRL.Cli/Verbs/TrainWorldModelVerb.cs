using System.CommandLine;
using GenRL.Cli.CommandLine;
using GenRL.Cli.Configuration;
using GenRL.Data;
using GenRL.Learning.Distributed;
using GenRL.Learning.WorldModels;

namespace GenRL.Cli.Verbs;

/// <summary><c>genrl train world-model</c>: world model, connector and aligner from a rendered (and embedded) dataset.</summary>
internal static class TrainWorldModelVerb
{
    public static Command Create()
    {
        Argument<string> dataset = new("dataset") { Description = "Folder of the dataset, rendered; embedded too if the connector is to be trained" };
        Argument<string> run = new("run") { Description = "Folder of the run: checkpoints, curves, pictures; an earlier run in it goes on" };
        ConfigurationOptions configuration = new();
        Verb command = new("world-model", "Train world model, connector and aligner", "./genrl train world-model data/walker runs/world", "./genrl train world-model data/walker runs/try --preset debug") { dataset, run };
        TogetherOptions together = new();
        command.Add(together.Device);
        configuration.AddTo(command);
        command.SetVerb((parsed, context) =>
        {
            var tree = configuration.Read(parsed);
            using var ranks = together.Join(parsed, tree);
            return Run(parsed.GetValue(dataset)!, parsed.GetValue(run)!, tree.Bind<WorldModelTrainingOptions>("world_model"), ranks, context);
        });
        return command;
    }

    private static int Run(string dataset, string folder, WorldModelTrainingOptions options, Ranks ranks, VerbContext context)
    {
        using var store = FrameStore.Open(DatasetFolder.Open(dataset).FramesPath);
        using var run = new WorldModelRun(folder, store, options, new LineProgress<TrainingProgress>(progress => context.Log.Information(
            "{Phase} {Step}/{Steps} {Rate:f1} steps/s, {Left:mm\\:ss} left, {Memory} MB: {Losses}",
            progress.Phase, progress.Step, progress.Steps, progress.StepsPerSecond, progress.Remaining, Environment.WorkingSet >> 20,
            string.Join(" ", progress.Losses.Select(loss => FormattableString.Invariant($"{loss.Key}={loss.Value:g4}"))))), ranks);
        run.Train(context.Cancellation);
        if (context.Json && ranks.IsFirst)
        {
            Output.WriteJson(run.Evaluate("final"));
        }

        return ExitCode.Success;
    }
}
