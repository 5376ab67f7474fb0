using System.CommandLine;
using GenRL.Cli.CommandLine;
using GenRL.Data;
using GenRL.VideoLanguage;

namespace GenRL.Cli.Verbs;

/// <summary><c>genrl embed</c>: window embeddings beside the frames of a dataset.</summary>
internal static class EmbedVerb
{
    public static Command Create()
    {
        Argument<string> dataset = new("dataset") { Description = "Folder of the dataset, rendered" };
        Option<string> vlm = new("--vlm") { Description = "Folder of the video-language model", DefaultValueFactory = _ => Path.Combine(RepositoryRoot.Find(), "models", "vlm-compact") };
        Option<int> stride = new("--stride") { Description = "Steps between windows: 8 is enough for training, 1 embeds every step", DefaultValueFactory = _ => 8 };
        Option<bool> overwrite = new("--overwrite") { Description = "Replace embeddings of another model or stride" };
        Verb command = new("embed", "Embed the windows of a dataset with a video-language model", "./genrl embed data/walker") { dataset, vlm, stride, overwrite };
        command.SetVerb((parsed, context) =>
        {
            using var model = VideoLanguageModel.Load(parsed.GetValue(vlm)!);
            var folder = DatasetFolder.Open(parsed.GetValue(dataset)!);
            var (windows, rate) = Embedding.AddToStore(folder.FramesPath, model, parsed.GetValue(stride), parsed.GetValue(overwrite), VerbValues.Progress(context), context.Cancellation);
            folder.SaveManifest(manifest => manifest with { VideoLanguageModel = model.Name });
            if (context.Json)
            {
                Output.WriteJson(new { windows, windows_per_s = rate, vlm = model.Name });
            }

            return ExitCode.Success;
        });
        return command;
    }
}
