using System.CommandLine;
using System.Globalization;
using GenRL.Cli.CommandLine;
using GenRL.Cli.Pipelines;
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
        Option<bool> images = new("--images") { Description = "Embed single images, each shown as long as a window, beside the windows: the image-language reward of baselines" };
        Verb command = new("embed", "Embed the windows of a dataset with a video-language model, and show how its idea of each prompt agrees with the true reward", "./genrl embed data/walker", "./genrl embed data/walker --images") { dataset, vlm, stride, overwrite, images };
        command.SetVerb((parsed, context) =>
        {
            using var model = VideoLanguageModel.Load(parsed.GetValue(vlm)!);
            var folder = DatasetFolder.Open(parsed.GetValue(dataset)!);
            var kind = parsed.GetValue(images) ? EmbeddingKind.Image : EmbeddingKind.Window;
            var (windows, rate) = DatasetStages.Embed(
                folder, model, parsed.GetValue(stride), parsed.GetValue(overwrite), VerbValues.Progress(context), context.Cancellation, kind);
            using var store = FrameStore.Open(folder.FramesPath);
            var prompts = PromptAgreement.Of(store, model, kind);
            if (context.Json)
            {
                Output.WriteJson(new { windows, windows_per_s = rate, vlm = model.Name, prompts });
            }
            else
            {
                Write(prompts);
            }

            return ExitCode.Success;
        });
        return command;
    }

    private static void Write(IReadOnlyList<PromptAgreement> prompts) => Output.WriteTable(
        ["task", "prompt", "rank correlation with the reward", "similarity: best windows", "all windows"],
        [.. prompts.Select(row => new[] { row.Task, row.Prompt, Number(row.RankCorrelation), Number(row.BestSimilarity), Number(row.MeanSimilarity) })]);

    private static string Number(double value) => value.ToString("f2", CultureInfo.InvariantCulture);
}
