using System.CommandLine;
using GenRL.Cli.CommandLine;
using GenRL.Cli.Pipelines;

namespace GenRL.Cli.Verbs;

/// <summary><c>genrl render</c>: the frames of a dataset's compact episodes.</summary>
internal static class RenderVerb
{
    public static Command Create()
    {
        Argument<string> dataset = new("dataset") { Description = "Folder of the dataset" };
        Option<int> threads = new("--threads") { Description = "Renderers at work", DefaultValueFactory = _ => 2 };
        Verb command = new("render", "Render the episodes of a dataset into its frame store", "./genrl render data/walker") { dataset, threads };
        command.SetVerb((parsed, context) =>
        {
            var (frames, rate) = DatasetStages.Render(parsed.GetValue(dataset)!, parsed.GetValue(threads), VerbValues.Progress(context), context.Cancellation);
            if (context.Json)
            {
                Output.WriteJson(new { frames, frames_per_s = rate });
            }

            return ExitCode.Success;
        });
        return command;
    }
}
