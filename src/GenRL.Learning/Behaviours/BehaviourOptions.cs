using System.Text.Json.Serialization;

namespace GenRL.Learning.Behaviours;

/// <summary>
/// Everything that decides how one behaviour is learned. <see cref="Paper"/> holds the values of spec 10.1;
/// <see cref="Tiny"/> those that were measured to be fastest per minute on one CPU core; <see cref="Debug"/> runs in seconds.
/// </summary>
public sealed record BehaviourOptions
{
    /// <summary>Start states per gradient step, N.</summary>
    public int Starts { get; init; } = 1024;

    /// <summary>Imagined transitions per start state, H; at least the alignment window.</summary>
    public int Horizon { get; init; } = 16;

    /// <summary>Hidden layers of actor and critic.</summary>
    public int Layers { get; init; } = 4;

    /// <summary>Units per hidden layer of actor and critic.</summary>
    public int Units { get; init; } = 1024;

    /// <summary>Gradient steps of a full run.</summary>
    public long Steps { get; init; } = 50_000;

    /// <summary>Adam learning rate of actor and critic.</summary>
    public double LearningRate { get; init; } = 3e-5;

    /// <summary>Adam epsilon of actor and critic.</summary>
    public double AdamEpsilon { get; init; } = 1e-5;

    /// <summary>Largest gradient norm of either network.</summary>
    public double GradientClip { get; init; } = 100;

    /// <summary>Weight decay per step, not scaled by the learning rate (spec 1.10).</summary>
    public double WeightDecay { get; init; } = 1e-6;

    /// <summary>Discount gamma.</summary>
    public double Discount { get; init; } = 0.99;

    /// <summary>Trace parameter lambda of the returns.</summary>
    public double Lambda { get; init; } = 0.95;

    /// <summary>Entropy scale eta; 0 in GenRL.</summary>
    public double EntropyScale { get; init; }

    /// <summary>Critic updates between two hard copies into the slow critic.</summary>
    public int SlowCriticInterval { get; init; } = 100;

    /// <summary>Clip imagined actions to [-1, 1] with a straight-through gradient; the released code does not (spec 5.2).</summary>
    public bool ClipActions { get; init; }

    /// <summary>Actions are drawn from the truncated normal of the explorer (spec 8.2).</summary>
    public bool TruncatedActions { get; init; }

    /// <summary>The critic is one number learned by its squared error instead of a two-hot distribution (spec 8.2).</summary>
    public bool SquaredCritic { get; init; }

    /// <summary>Returns are shifted and scaled by their moving quantiles (spec 5.5); the explorer's are not.</summary>
    public bool NormaliseReturns { get; init; } = true;

    /// <summary>Whether layers of actor and critic have a LayerNorm.</summary>
    public bool DenseNorm { get; init; } = true;

    /// <summary>Weight of the ensemble disagreement subtracted from the imagined reward; 0 turns it off.</summary>
    public double DisagreementWeight { get; init; }

    /// <summary>How an imagined latent is compared with a target latent.</summary>
    public Similarity Similarity { get; init; } = Similarity.MaxCosine;

    /// <summary>How imagined trajectories are aligned with the target in time.</summary>
    public AlignmentMode Alignment { get; init; } = AlignmentMode.Window;

    /// <summary>Which placements of the window are tried .</summary>
    public AlignmentRange AlignmentRange { get; init; } = AlignmentRange.Released;

    /// <summary>Length b of the alignment window, the video-language model's window of 8 frames.</summary>
    public int AlignmentWindow { get; init; } = 8;

    /// <summary>Use one common target from the mode of the initial latent instead of one random target per row .</summary>
    public bool DeterministicTarget { get; init; }

    /// <summary>Pass the prompt's embedding through the aligner; off, the connector reads it as it is (the paper's ablation, table 5).</summary>
    public bool Aligner { get; init; } = true;

    /// <summary>Subsets of the dataset that recorded start states are drawn from; null for all.</summary>
    public IReadOnlyList<string>? Subsets { get; init; }

    /// <summary>Drop the first state that the connector generates, as the released code does .</summary>
    public bool SkipFirstTarget { get; init; } = true;

    /// <summary>
    /// Repeat one state as the target where the mean similarity of neighbouring target states is above this (spec 12.2, still prompts); null
    /// to never do so.
    /// </summary>
    public double? StillAbove { get; init; }

    /// <summary>How start states are made without data; null to start from recorded states (spec 5.9, 6).</summary>
    public DataFreeOptions? DataFree { get; init; }

    /// <summary>Seed; every step draws from a stream of its own, so that a resumed run continues exactly.</summary>
    public long Seed { get; init; } = 1;

    /// <summary>The paper's values (spec 10.1).</summary>
    [JsonIgnore]
    public static BehaviourOptions Paper { get; } = new();

    /// <summary>Small networks and few starts for one CPU core (feasibility report, sections 7, 9 and 11).</summary>
    [JsonIgnore]
    public static BehaviourOptions Tiny { get; } = new()
    {
        Starts = 96,
        Layers = 2,
        Units = 256,
        Steps = 2_000,
        LearningRate = 5e-4,
        Discount = 0.98,
        SlowCriticInterval = 25,
        ClipActions = true,
    };

    /// <summary>Runs everything once in seconds; learns nothing worth keeping.</summary>
    [JsonIgnore]
    public static BehaviourOptions Debug { get; } = Tiny with { Starts = 16, Layers = 1, Units = 32, Steps = 20 };

    /// <summary>Finds a preset by name.</summary>
    /// <exception cref="ArgumentException">The name is unknown.</exception>
    public static BehaviourOptions Preset(string name) => name switch
    {
        "paper" => Paper,
        "tiny" => Tiny,
        "debug" => Debug,
        _ => throw new ArgumentException($"There is no behaviour preset '{name}'. Known presets: paper, tiny, debug.", nameof(name)),
    };

    /// <summary>Checks ranges.</summary>
    /// <exception cref="ArgumentException">A value is out of range; the message names it and the permitted range.</exception>
    public BehaviourOptions Validated()
    {
        Require(Starts >= 2 && Starts % 2 == 0, nameof(Starts), Starts, "an even number of at least 2");
        Require(Horizon >= 2, nameof(Horizon), Horizon, "at least 2");
        Require(Layers >= 1, nameof(Layers), Layers, "at least 1");
        Require(Units >= 1, nameof(Units), Units, "at least 1");
        Require(Steps >= 0, nameof(Steps), Steps, "at least 0");
        Require(LearningRate > 0, nameof(LearningRate), LearningRate, "above 0");
        Require(AdamEpsilon > 0, nameof(AdamEpsilon), AdamEpsilon, "above 0");
        Require(GradientClip > 0, nameof(GradientClip), GradientClip, "above 0");
        Require(WeightDecay is >= 0 and < 1, nameof(WeightDecay), WeightDecay, "in [0, 1)");
        Require(Discount is > 0 and <= 1, nameof(Discount), Discount, "in (0, 1]");
        Require(Lambda is >= 0 and <= 1, nameof(Lambda), Lambda, "in [0, 1]");
        Require(EntropyScale >= 0, nameof(EntropyScale), EntropyScale, "at least 0");
        Require(SlowCriticInterval >= 1, nameof(SlowCriticInterval), SlowCriticInterval, "at least 1");
        Require(DisagreementWeight >= 0, nameof(DisagreementWeight), DisagreementWeight, "at least 0");
        Require(StillAbove is null or (> -1 and <= 1), nameof(StillAbove), StillAbove ?? 0, "in (-1, 1], a similarity");
        Require(AlignmentWindow >= 1, nameof(AlignmentWindow), AlignmentWindow, "at least 1");
        int placements = TemporalAlignment.Placements(Horizon + 1, AlignmentWindow, AlignmentRange);
        Require(Alignment != AlignmentMode.Window || placements >= 1, nameof(Horizon), Horizon,
            $"long enough for one placement of an alignment window of {AlignmentWindow}");
        DataFree?.Validated();
        return this;
    }

    private static void Require(bool holds, string name, object value, string permitted)
    {
        if (!holds)
        {
            throw new ArgumentException($"Behaviour option {name} is {value}; it must be {permitted}.", name);
        }
    }
}
