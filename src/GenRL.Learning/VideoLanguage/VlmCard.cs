using System.Text.Json;
using GenRL.Data;

namespace GenRL.Learning.VideoLanguage;

/// <summary>What a video-language model was measured to do, through its exported files. Written as <c>card.json</c> beside them.</summary>
public sealed record VlmCard
{
    public const string FileName = "card.json";

    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower, WriteIndented = true };

    public required string Name { get; init; }

    public required int Dimension { get; init; }

    public required ulong Seed { get; init; }

    public required int Steps { get; init; }

    public required int TrainingClips { get; init; }

    public required int Labels { get; init; }

    /// <summary>On bodies, looks and cameras that training never saw, by script and by physics.</summary>
    public required VlmRetrieval NewBodies { get; init; }

    /// <summary>On physics clips of the walker's own body and look (no robot data).</summary>
    public required VlmRetrieval WalkerPhysics { get; init; }

    public required IReadOnlyList<VlmPromptScore> Prompts { get; init; }

    /// <summary>Mean over the prompts of the share of true clips among the ten most similar walker clips.</summary>
    public required double PromptPrecisionAt10 { get; init; }

    /// <summary>Chance that a held-out phrase has a higher confidence than a nonsense sentence with words unknown to training.</summary>
    public required double NonsenseAurocHeldOutPhrases { get; init; }

    /// <summary>The same for the walker's prompts.</summary>
    public required double NonsenseAurocPrompts { get; init; }

    /// <summary>Mean confidence of prompts, held-out phrases and nonsense.</summary>
    public required double ConfidencePrompts { get; init; }

    public required double ConfidenceHeldOutPhrases { get; init; }

    public required double ConfidenceNonsense { get; init; }

    /// <summary>Mean cosine of pairs of walker clips: any two, and two of the same kind.</summary>
    public required double ConeOverall { get; init; }

    public required double ConeSameLabel { get; init; }

    /// <summary>Mean cosine of true and of false pairs of walker clip and prompt.</summary>
    public required double TruePairCosine { get; init; }

    public required double FalsePairCosine { get; init; }

    /// <summary>Distance between the mean of the videos and the mean of the true prompts.</summary>
    public required double ModalityGap { get; init; }

    /// <summary>Clips embedded per second by one thread.</summary>
    public required double ClipsPerSecond { get; init; }

    public void Save(string path) => AtomicFile.WriteText(path, JsonSerializer.Serialize(this, Json) + "\n");
}
