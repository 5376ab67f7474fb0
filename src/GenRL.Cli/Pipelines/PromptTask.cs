using GenRL.Inference;
using GenRL.Robots.Packages;
using GenRL.VideoLanguage;

namespace GenRL.Cli.Pipelines;

/// <summary>What a package's conditioned policy is told for a sentence.</summary>
public static class PromptTask
{
    /// <summary>Sentence → embedding → aligned embedding, under the sentence as label.</summary>
    /// <param name="package">The package whose aligner is used.</param>
    /// <param name="model">The video-language model that the package was made for.</param>
    /// <param name="sentence">The sentence.</param>
    /// <exception cref="ArgumentException">The sentence cannot be used, or the package was made for another model.</exception>
    /// <exception cref="PackageException">The aligner is damaged.</exception>
    public static TaskVector Of(ModelPackage package, VideoLanguageModel model, string sentence)
    {
        if (package.Manifest.VlmId != model.Name)
        {
            throw new ArgumentException($"the package was trained on embeddings of '{package.Manifest.VlmId}', not of '{model.Name}'; name its folder with --vlm");
        }

        using var runner = new PromptRunner(package);
        return new TaskVector(sentence, runner.Align(model.EmbedText(sentence)));
    }
}
