namespace GenRL.Learning.VideoLanguage;

/// <summary>How a compact video-language model is trained. The defaults take about twenty minutes of one core.</summary>
public sealed record VlmTrainingOptions
{
    /// <summary>Folder of the captioned corpus.</summary>
    public required string CorpusFolder { get; init; }

    /// <summary>Folder for checkpoints and loss curves; an interrupted run continues from here.</summary>
    public required string WorkFolder { get; init; }

    /// <summary>Folder that receives the finished model.</summary>
    public required string OutputFolder { get; init; }

    /// <summary>Name of the model; its id, which datasets and packages remember, adds a part of the networks' hash.</summary>
    public string Name { get; init; } = "vlm-compact";

    public ulong Seed { get; init; } = 1;

    /// <summary>Length of the embeddings.</summary>
    public int Dimension { get; init; } = 128;

    /// <summary>Steps that train both towers.</summary>
    public int Steps { get; init; } = 3000;

    /// <summary>Clips per step.</summary>
    public int BatchSize { get; init; } = 64;

    /// <summary>Captions drawn for each clip.</summary>
    public int CaptionsPerClip { get; init; } = 2;

    /// <summary>Further captions of a batch: as many nonsense ones and as many of any kind.</summary>
    public int OtherCaptions { get; init; } = 24;

    /// <summary>Highest rate of the video tower; the text tower learns twice, the temperature ten times as fast.</summary>
    public double LearningRate { get; init; } = 1e-3;

    /// <summary>Weight of naming the clip's kind.</summary>
    public double LabelWeight { get; init; } = 1;

    /// <summary>Weight of predicting posture and motion.</summary>
    public double MeasureWeight { get; init; } = 1;

    /// <summary>Steps that move sentences onto the finished video embeddings.</summary>
    public int AlignmentSteps { get; init; } = 1200;

    /// <summary>Clips whose embeddings sentences are moved onto, at most.</summary>
    public int AlignmentClips { get; init; } = 9000;

    public int CheckpointEvery { get; init; } = 200;

    /// <summary>Steps between two exports of the unfinished model to <see cref="OutputFolder"/>; 0 for none.</summary>
    public int ExportEvery { get; init; }

    /// <summary>Clips per known behaviour in the model's clip bank.</summary>
    public int BankClipsPerLabel { get; init; } = 12;

    /// <exception cref="ArgumentException">A value is out of range; the message names it.</exception>
    public void Check()
    {
        void Require(bool holds, string name, string range)
        {
            if (!holds)
            {
                throw new ArgumentException($"{name} must be {range}.", name);
            }
        }
        Require(Name.Length is > 0 and <= 128, nameof(Name), "1 to 128 characters");
        Require(Dimension is >= 8 and <= 4096, nameof(Dimension), "8 to 4096");
        Require(Steps >= 1, nameof(Steps), "at least 1");
        Require(BatchSize is >= 2 and <= 4096, nameof(BatchSize), "2 to 4096");
        Require(CaptionsPerClip is >= 1 and <= 64, nameof(CaptionsPerClip), "1 to 64");
        Require(OtherCaptions is >= 0 and <= 4096, nameof(OtherCaptions), "0 to 4096");
        Require(LearningRate is > 0 and < 1, nameof(LearningRate), "between 0 and 1");
        Require(AlignmentSteps >= 0, nameof(AlignmentSteps), "at least 0");
        Require(AlignmentClips >= 1, nameof(AlignmentClips), "at least 1");
        Require(CheckpointEvery >= 1, nameof(CheckpointEvery), "at least 1");
        Require(BankClipsPerLabel >= 1, nameof(BankClipsPerLabel), "at least 1");
    }
}
