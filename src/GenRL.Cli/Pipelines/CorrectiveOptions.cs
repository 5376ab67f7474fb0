using GenRL.Learning.Behaviours;
using GenRL.Learning.WorldModels;

namespace GenRL.Cli.Pipelines;

/// <summary>
/// Behaviours learned in rounds: learn in imagination, try in the simulator, add what happened to the dataset, train the
/// dynamics on. The first round alone is the purely offline result.
/// </summary>
public sealed record CorrectiveOptions
{
    /// <summary>Subset of the dataset that receives the episodes.</summary>
    public const string Subset = "rounds";

    /// <summary>What the behaviours learn from.</summary>
    public BehaviourGuide Guide { get; init; } = BehaviourGuide.Sentence;

    /// <summary>Whose sentences ask for the tasks.</summary>
    public PromptSet Prompts { get; init; } = PromptSet.Paper;

    /// <summary>Rounds; 1 is purely offline.</summary>
    public int Rounds { get; init; } = 6;

    /// <summary>Gradient steps of each behaviour in a round.</summary>
    public int StepsPerRound { get; init; } = 400;

    /// <summary>Episodes collected per behaviour after a round.</summary>
    public int EpisodesPerRound { get; init; } = 8;

    /// <summary>Largest deviation of the noise on collected actions; each episode draws its own from 0.</summary>
    public double CollectionNoise { get; init; } = 0.3;

    /// <summary>Episodes each behaviour is scored on after a round.</summary>
    public int ScoreEpisodes { get; init; } = 5;

    /// <summary>Behaviours learned at once, each on a thread and with a random stream of its own; changes nothing but the time it takes.</summary>
    public int Threads { get; init; } = 1;

    /// <summary>How often episodes of the rounds are drawn, relative to the rest.</summary>
    public int RoundWeight { get; init; } = 3;

    /// <summary>How often episodes of other subsets are drawn; those not named count once.</summary>
    public IReadOnlyDictionary<string, int> SubsetWeights { get; init; } = new Dictionary<string, int>();

    /// <summary>Training of dynamics and connector after a round.</summary>
    public PhaseOptions Refresh { get; init; } = new() { Steps = 600, Batch = 16, Length = 32, LearningRate = new(4e-4, 1e-4), EvaluateEvery = 600 };

    /// <summary>How behaviours learn.</summary>
    public BehaviourOptions Behaviour { get; init; } = BehaviourOptions.Tiny;

    /// <summary>Learn one prompt-conditioned policy of all prompts instead of one policy per prompt.</summary>
    public bool Conditioned { get; init; }

    /// <summary>How the prompt-conditioned policy learns.</summary>
    public BehaviourOptions ConditionedBehaviour { get; init; } = BehaviourOptions.Tiny with { Units = 512 };

    /// <summary>What the prompt-conditioned policy practises.</summary>
    public PracticeOptions Practice { get; init; } = new();

    /// <summary>Folder of a prompt-conditioned policy's run that specialists start from; null to start from nothing.</summary>
    public string? StartFrom { get; init; }

    /// <summary>Compare imagination with the simulator after every round.</summary>
    public bool Diagnose { get; init; } = true;
}
