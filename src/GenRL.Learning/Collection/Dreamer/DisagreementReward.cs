using GenRL.Learning.Behaviours;

namespace GenRL.Learning.Collection.Dreamer;

/// <summary>Rewards states that an ensemble disagrees about, divided by the moving mean of that reward (spec 8.2).</summary>
/// <param name="ensemble">The predictors.</param>
/// <param name="magnitude">The moving mean, which every call updates first.</param>
public sealed class DisagreementReward(DisagreementEnsemble ensemble, MagnitudeNormaliser magnitude) : IImaginedReward
{
    /// <inheritdoc/>
    public AlignedReward Of(ImaginedTrajectory trajectory)
    {
        var reward = ensemble.Reward(trajectory);
        magnitude.Update(reward);
        return new AlignedReward(reward / magnitude.Divisor, null);
    }
}
