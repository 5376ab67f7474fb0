using System.CommandLine;
using GenRL.Cli.CommandLine;
using GenRL.Cli.Pipelines;
using GenRL.Data;
using GenRL.Learning.Experts;
using GenRL.Learning.VideoLanguage;
using GenRL.Simulation.Motions.Gaits;
using GenRL.Simulation.Motions.Recording;

namespace GenRL.Cli.Verbs;

/// <summary><c>genrl train vlm</c>: the compact video-language model, from nothing.</summary>
internal static class TrainVlmVerb
{
    public static Command Create()
    {
        Argument<string> work = new("work") { Description = "Folder of the captioned corpus, checkpoints and curves; an earlier run in it goes on" };
        Option<string> output = new("--out") { Description = "Folder that receives the model", DefaultValueFactory = _ => Path.Combine(RepositoryRoot.Find(), "models", "vlm-compact") };
        Option<int> shards = new("--shards") { Description = "Training shards of 512 clips; 30 were used for the shipped model", DefaultValueFactory = _ => 30 };
        Option<int> steps = new("--steps") { Description = "Steps that train both towers", DefaultValueFactory = _ => 1500 };
        Option<int> gaitSteps = new("--gait-steps") { Description = "Steps in which each of two figures learns to stand, walk and run for the corpus", DefaultValueFactory = _ => 36_000 };
        Option<int> threads = new("--threads") { Description = "Figures that learn side by side", DefaultValueFactory = _ => 1 };
        Option<ulong> seed = new("--seed") { Description = "Seed of corpus and training", DefaultValueFactory = _ => 1UL };
        Verb command = new("vlm", "Record a captioned corpus of procedural motions and train the compact video-language model on it", "./genrl train vlm runs/vlm --out runs/vlm/model") { work, output, shards, steps, gaitSteps, threads, seed };
        command.SetVerb((parsed, context) =>
        {
            var folder = parsed.GetValue(work)!;
            var options = new VlmTrainingOptions
            {
                CorpusFolder = Path.Combine(folder, "corpus"),
                WorkFolder = Path.Combine(folder, "work"),
                OutputFolder = parsed.GetValue(output)!,
                Seed = parsed.GetValue(seed),
                Steps = parsed.GetValue(steps),
            };
            var corpus = new CorpusOptions { Seed = options.Seed, TrainShards = parsed.GetValue(shards) };
            var experts = new Td3Options { Steps = parsed.GetValue(gaitSteps), Batch = 128, Seed = (int)options.Seed };
            var training = new VlmTraining(options, cancellation => RecordCorpus(options.CorpusFolder, Path.Combine(folder, "gaits"), corpus, experts, parsed.GetValue(threads), context, cancellation));
            var card = training.Run(progress => context.Log.Information(
                "{Stage} {Step}/{Steps}, {Rate:f0}/s, loss {Loss:f3}", progress.Stage, progress.Step, progress.Steps, progress.PerSecond, progress.Loss), context.Cancellation);
            if (context.Json)
            {
                Output.WriteJson(card);
            }

            return ExitCode.Success;
        });
        return command;
    }

    private static void RecordCorpus(
        string folder, string gaits, CorpusOptions options, Td3Options experts, int threads, VerbContext context, CancellationToken cancellation)
    {
        GaitLearning.Run(gaits, experts, threads, new LineProgress<ExpertProgress>(progress => context.Log.Information(
            "gaits {Steps}/{Total}, {Rate:f0} steps/s, {Left:mm\\:ss} left: {Task} {Return:f0}",
            progress.Steps, progress.TotalSteps, progress.StepsPerSecond, progress.Remaining, progress.Task, progress.Return)), cancellation);
        var recorder = new CorpusRecorder(folder, options, GaitLibrary.Load(gaits, FigureEnvironment.AgentPeriodS));
        recorder.Record((done, all) => context.Log.Information("corpus {Done}/{All} clips", done, all), cancellation);
    }
}
