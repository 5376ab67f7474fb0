namespace GenRL.Learning.Behaviours;

/// <summary>Judges imagined trajectories; differentiable with respect to their states.</summary>
public interface IImaginedReward
{
    /// <summary>The reward of being in each of the H+1 imagined states.</summary>
    AlignedReward Of(ImaginedTrajectory trajectory);
}
