using GenRL.Robots;

namespace GenRL.Data;

/// <summary>Acts while episodes are collected. Used by one thread; the same random numbers give the same behaviour, whatever came before.</summary>
public interface ICollectionAgent : IDisposable
{
    /// <summary>Starts an episode; the environment has been reset.</summary>
    /// <param name="random">The episode's random numbers.</param>
    void Begin(SeededRandom random);

    /// <summary>Chooses the next action.</summary>
    /// <param name="environment">Read its state, pose or pixels; do not step it.</param>
    /// <param name="action">[A], receives values; those outside [-1, 1] are clipped before they are executed and recorded.</param>
    void Act(IEnvironment environment, Span<float> action);
}
