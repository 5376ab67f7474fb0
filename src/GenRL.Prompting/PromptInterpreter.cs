using System.Text.Json;
using GenRL.Data;
using GenRL.Inference;
using GenRL.Prompting.Confidence;
using GenRL.Robots;
using GenRL.Robots.Packages;
using GenRL.VideoLanguage;

namespace GenRL.Prompting;

/// <summary>
/// Sentence → embedding → aligned embedding → target latents → pictures and confidence, for one package and the video-language
/// model its connector was trained on. Thread-safe: one prompt is interpreted at a time.
/// </summary>
public sealed class PromptInterpreter : IDisposable
{
    // H + 1 states: what behaviours are learned against.
    private const int TargetLength = 17;

    // Only sentences that differ in case or punctuation come so near.
    private const double SameSentence = 0.99;
    private readonly Lock _sync = new();
    private readonly VideoLanguageModel _model;
    private readonly PromptRunner _runner;
    private readonly EmbeddingBank _bank;

    /// <param name="model">The video-language model; disposed with this.</param>
    /// <param name="package">The package.</param>
    /// <exception cref="PackageException">The package belongs to another video-language model, or is damaged.</exception>
    public PromptInterpreter(VideoLanguageModel model, ModelPackage package)
    {
        PackageManifest manifest = package.Manifest;
        if (manifest.VlmId != model.Manifest.Name || manifest.EmbeddingSize != model.Dimension)
        {
            throw new PackageException(
                Path.Combine(package.Folder, PackageFile.Manifest),
                $"was made for the video-language model '{manifest.VlmId}' (width {manifest.EmbeddingSize}), not '{model.Manifest.Name}' (width {model.Dimension})",
                "Name the model it was made for, or export again.");
        }

        _model = model;
        _bank = EmbeddingBank.Read(package);
        Scale = ReadScale(package);
        _runner = new PromptRunner(package);
    }

    /// <summary>How parts become a confidence.</summary>
    public ConfidenceScale Scale { get; }

    /// <summary>Interprets a sentence.</summary>
    /// <param name="prompt">As typed.</param>
    /// <param name="behaviours">Known behaviours with the embeddings they were learned for.</param>
    /// <exception cref="PromptException">The sentence cannot be used.</exception>
    public PromptJudgement Judge(string prompt, IReadOnlyList<KnownBehaviour> behaviours)
    {
        string sentence = PromptSentence.Check(prompt);
        lock (_sync)
        {
            float[] embedding = _model.EmbedText(sentence);
            float[] aligned = _runner.Align(embedding);
            (ConfidenceParts parts, IReadOnlyList<RgbImage> target) = Measure(embedding, aligned);
            BehaviourMatch[] nearest = [.. behaviours
                .Select(one => new BehaviourMatch(one.Name, Cosine.Between(embedding, one.Embedding)))
                .OrderByDescending(match => match.Similarity)];

            // A sentence that a behaviour was learned for leaves nothing to guess.
            double known = nearest is [var first, ..] && first.Similarity >= SameSentence ? Math.Min(1, first.Similarity) : 0;
            double confidence = Math.Max(known, Scale.Of(parts));
            return new PromptJudgement(sentence, embedding, aligned, confidence, Scale.Judge(confidence), parts, nearest, target);
        }
    }

    /// <summary>The behaviours of a package with the embeddings they were learned for.</summary>
    public IReadOnlyList<KnownBehaviour> Known(ModelPackage package)
    {
        lock (_sync)
        {
            return [.. package.Manifest.Behaviours.Select(behaviour =>
                new KnownBehaviour(behaviour.Name, behaviour.Prompt, package.ReadEmbedding(behaviour.Name) ?? _model.EmbedText(behaviour.Prompt)))];
        }
    }

    /// <summary>Measures the parts of the confidence for sentences, to fit a <see cref="ConfidenceScale"/>.</summary>
    public IReadOnlyList<ConfidenceParts> Measure(IEnumerable<string> sentences)
    {
        lock (_sync)
        {
            return [.. sentences.Select(sentence => _model.EmbedText(PromptSentence.Check(sentence))).Select(embedding => Measure(embedding, _runner.Align(embedding)).Parts)];
        }
    }

    /// <inheritdoc />
    public void Dispose()
    {
        _runner.Dispose();
        _model.Dispose();
    }

    private (ConfidenceParts Parts, IReadOnlyList<RgbImage> Target) Measure(float[] embedding, float[] aligned)
    {
        TargetSequence sequence = _runner.Generate(embedding, new TargetOptions { Length = TargetLength, DeterministicStart = true });
        RgbImage[] target = [.. _runner.Decode(sequence.Stoch).Select(pixels => new RgbImage(FrameFormat.Size, FrameFormat.Size, pixels))];

        // The connector rolls out at the rate of the data, at which the model reads windows: consecutive frames, none left out.
        float[] seen = _model.EmbedVideo(target[^_model.Manifest.Frames..]);
        ConfidenceParts parts = new(
            _bank.Similarity(embedding), _bank.Similarity(aligned), Cosine.Between(embedding, aligned), Cosine.Between(embedding, seen),
            _model.Bank?.Confidence(embedding) ?? 0);
        return (parts, target);
    }

    private static ConfidenceScale ReadScale(ModelPackage package)
    {
        if (!package.Manifest.Hashes.ContainsKey(PackageFile.ConfidenceScale))
        {
            return new ConfidenceScale();
        }

        string path = Path.Combine(package.Folder, PackageFile.ConfidenceScale);
        try
        {
            ConfidenceScale scale = JsonSerializer.Deserialize<ConfidenceScale>(package.Read(PackageFile.ConfidenceScale), PromptJson.Options) ?? new ConfidenceScale();
            return scale.Weights.Count == ConfidenceParts.Count
                ? scale
                : throw new PackageException(path, $"has {scale.Weights.Count} weights, not {ConfidenceParts.Count}", "Export the package again.");
        }
        catch (JsonException malformed)
        {
            throw new PackageException(path, $"is malformed: {malformed.Message}", "Export the package again.", malformed);
        }
    }
}
