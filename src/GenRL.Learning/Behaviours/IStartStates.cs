using GenRL.Learning.WorldModels;

namespace GenRL.Learning.Behaviours;

/// <summary>A source of the states in which imagination starts.</summary>
public interface IStartStates
{
    /// <summary>Draws states [count, ..] without gradients.</summary>
    /// <param name="count">Number of states N.</param>
    /// <param name="policy">The current policy, for sources that warm states up with it.</param>
    LatentState Next(long count, Actor policy);
}
