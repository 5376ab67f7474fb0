using GenRL.Learning.Networks;
using GenRL.Learning.WorldModels;
using static TorchSharp.torch;

namespace GenRL.Learning.Behaviours;

/// <summary>Filters frames with a world model, as the robot does.</summary>
/// <param name="model">The world model.</param>
public sealed class WorldModelPerception(WorldModel model) : IPerception
{
    /// <inheritdoc/>
    public LatentState Initial(long batch) => model.Initial(batch);

    /// <inheritdoc/>
    public LatentState Observe(LatentState previous, Tensor action, Tensor frames)
    {
        using var gradientsOff = no_grad();
        using var scope = NewDisposeScope();
        Tensor deter = model.Sequence.Step(previous.Stoch.flatten(-2), action, previous.Deter);
        Tensor logits = model.PosteriorLogits(WorldModel.Normalise(frames));
        Tensor stoch = OneHotCategorical.Sample(logits);
        return new LatentState(stoch.MoveToOuterDisposeScope(), deter.MoveToOuterDisposeScope(), logits.MoveToOuterDisposeScope());
    }
}
