using GenRL.Learning.Behaviours;

namespace GenRL.Cli.Pipelines;

/// <summary>Something that learns in the imagination of a world and is taken up again when that world has been corrected.</summary>
public interface IRoundLearner : IDisposable
{
    /// <summary>Name in reports.</summary>
    string Name { get; }

    /// <summary>Gradient steps taken in all.</summary>
    long Steps { get; }

    /// <summary>What it can do so far: one behaviour, or one for each prompt that is watched.</summary>
    IReadOnlyList<ILearnedBehaviour> Behaviours { get; }

    /// <summary>Trains until the given number of steps in all.</summary>
    BehaviourRunResult Train(long untilStep, IProgress<BehaviourProgress>? progress, CancellationToken cancellation);

    /// <summary>Takes up a world model and connector that have been trained on; the policy is kept.</summary>
    void ContinueIn(LearnedWorld refreshed);

    /// <summary>Puts what was learned into a package.</summary>
    void AddTo(string packageFolder);
}
