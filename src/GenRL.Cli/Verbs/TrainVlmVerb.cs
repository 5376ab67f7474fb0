using System.CommandLine;
using GenRL.Cli.CommandLine;
using GenRL.Learning.VideoLanguage;
using GenRL.Simulation.Motions.Recording;

namespace GenRL.Cli.Verbs;

/// <summary><c>genrl train vlm</c>: the compact video-language model, from nothing.</summary>
internal static class TrainVlmVerb
{
    public static Command Create()
    {
        Argument<string> work = new("work") { Description = "Folder of the captioned corpus, checkpoints and curves; an earlier run in it goes on" };
        Option<string> output = new("--out") { Description = "Folder that receives the model", DefaultValueFactory = _ => Path.Combine(RepositoryRoot.Find(), "models", "vlm-compact") };
        Option<int> shards = new("--shards") { Description = "Training shards of 512 clips; 27 were used for the shipped model", DefaultValueFactory = _ => 27 };
        Option<int> steps = new("--steps") { Description = "Steps that train both towers", DefaultValueFactory = _ => 1200 };
        Option<ulong> seed = new("--seed") { Description = "Seed of corpus and training", DefaultValueFactory = _ => 1UL };
        Verb command = new("vlm", "Record a captioned corpus of procedural motions and train the compact video-language model on it", "./genrl train vlm runs/vlm --out runs/vlm/model") { work, output, shards, steps, seed };
        command.SetVerb((parsed, context) =>
        {
            var folder = parsed.GetValue(work)!;
            var corpus = Path.Combine(folder, "corpus");
            var recorder = new CorpusRecorder(corpus, new CorpusOptions { Seed = parsed.GetValue(seed), TrainShards = parsed.GetValue(shards) });
            var options = new VlmTrainingOptions
            {
                CorpusFolder = corpus,
                WorkFolder = Path.Combine(folder, "work"),
                OutputFolder = parsed.GetValue(output)!,
                Seed = parsed.GetValue(seed),
                Steps = parsed.GetValue(steps),
            };
            var training = new VlmTraining(options, cancellation => recorder.Record((done, all) => context.Log.Information("corpus {Done}/{All} shards", done, all), cancellation));
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
}
