using System.Text.Json;
using GenRL.Data.Clips;
using GenRL.Prompting;
using GenRL.Prompting.Confidence;
using GenRL.Robots.Packages;
using GenRL.Simulation.Motions.Captions;
using GenRL.VideoLanguage;

namespace GenRL.Cli.Pipelines;

/// <summary>
/// Fits a package's confidence to sentences that its video-language model was not trained on: paraphrases of what bodies can do against
/// sentences about something else.
/// </summary>
public static class ConfidenceCalibration
{
    private const ulong Seed = 1;
    private const int SentencesOfEitherKind = 200;
    private static readonly string[] SensibleSplits = [ClipSplits.HeldOutPhrase, ClipSplits.HeldOutFrame];

    /// <summary>Fits the confidence and puts it into the package, in place of an earlier one.</summary>
    /// <param name="packageFolder">Folder of the package.</param>
    /// <param name="videoLanguageModel">Folder of the model that the package was trained with.</param>
    /// <exception cref="PackageException">The package is damaged or belongs to another video-language model.</exception>
    public static ConfidenceReport Run(string packageFolder, string videoLanguageModel)
    {
        ModelPackage package = ModelPackage.Load(packageFolder);
        using PromptInterpreter interpreter = new(VideoLanguageModel.Load(videoLanguageModel), package);
        IReadOnlyList<ClipCaption> captions = CaptionGrammar.All(Seed);
        IReadOnlyList<ConfidenceParts> sensible = interpreter.Measure(Spread(captions, SensibleSplits));
        IReadOnlyList<ConfidenceParts> nonsense = interpreter.Measure(Spread(captions, [ClipSplits.HeldOutNonsense]));
        ConfidenceScale scale = ConfidenceFit.Fit(
            [.. sensible.Select(parts => new ConfidenceSample(parts, Sensible: true)), .. nonsense.Select(parts => new ConfidenceSample(parts, Sensible: false))]);
        PackageWriter.SetFile(packageFolder, PackageFile.ConfidenceScale, JsonSerializer.SerializeToUtf8Bytes(scale, PromptJson.Options));
        return new ConfidenceReport(
            package.Folder, sensible.Count, nonsense.Count, scale.Auroc!.Value, scale.RefuseBelow, scale.WarnBelow, Refused(scale, sensible), Refused(scale, nonsense));
    }

    private static double Refused(ConfidenceScale scale, IReadOnlyList<ConfidenceParts> sentences) =>
        sentences.Average(parts => scale.Judge(scale.Of(parts)) == Verdict.Refused ? 1.0 : 0);

    private static IEnumerable<string> Spread(IReadOnlyList<ClipCaption> captions, string[] splits)
    {
        string[] texts = [.. captions.Where(caption => splits.Contains(caption.Split)).Select(caption => caption.Text)];
        int count = Math.Min(texts.Length, SentencesOfEitherKind);
        return Enumerable.Range(0, count).Select(i => texts[i * texts.Length / count]);
    }
}
