namespace GenRL.Learning.Behaviours;

/// <summary>The reward of a prompt: similarity of imagined latents to the aligned target sequence (paper section 4.2, spec 4).</summary>
/// <param name="world">World model with the reward map g.</param>
/// <param name="target">The prompt's target; stays owned by the caller.</param>
/// <param name="alignment">How target and trajectory are matched in time.</param>
/// <param name="similarity">The measure of similarity.</param>
public sealed class PromptReward(IImaginedWorld world, TargetSequence target, TemporalAlignment alignment, Similarity similarity)
    : IImaginedReward
{
    /// <summary>Reads alignment and similarity from the options.</summary>
    public PromptReward(IImaginedWorld world, TargetSequence target, BehaviourOptions options)
        : this(world, target, new TemporalAlignment(options.AlignmentWindow, options.Alignment, options.AlignmentRange), options.Similarity)
    {
    }

    /// <inheritdoc/>
    public AlignedReward Of(ImaginedTrajectory trajectory) =>
        alignment.Reward(world.RewardFeature(trajectory.Stoch), target.Features, similarity);
}
