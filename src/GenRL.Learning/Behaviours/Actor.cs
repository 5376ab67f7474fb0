using GenRL.Learning.Networks;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace GenRL.Learning.Behaviours;

/// <summary>The policy: features to a distribution of actions (spec 5.1, 5.2).</summary>
public sealed class Actor : nn.Module
{
    private readonly DenseStack body;
    private readonly Linear head;
    private readonly bool truncated;

    /// <param name="featureSize">K*V + Dh.</param>
    /// <param name="actionSize">A.</param>
    /// <param name="units">Width of the hidden layers.</param>
    /// <param name="layers">Number of hidden layers.</param>
    /// <param name="oneHotInputs">How many of the first features are one-hot latents; only makes it faster.</param>
    /// <param name="norm">Whether layers have a LayerNorm.</param>
    /// <param name="truncated">Whether actions are those of the explorer's truncated normal.</param>
    public Actor(long featureSize, long actionSize, long units, int layers, long oneHotInputs = 0, bool norm = true, bool truncated = false)
        : base(nameof(Actor))
    {
        FeatureSize = featureSize;
        ActionSize = actionSize;
        this.truncated = truncated;
        body = new DenseStack("body", featureSize, units, layers, oneHotInputs: oneHotInputs, norm: norm);
        // one map for mean and raw deviation: the same function and the same initial distribution as two separate ones
        head = nn.Linear(units, 2 * actionSize);
        RegisterComponents();
    }

    /// <summary>K*V + Dh.</summary>
    public long FeatureSize { get; }

    /// <summary>A.</summary>
    public long ActionSize { get; }

    /// <summary>The distribution of actions in states given by their features [.., K*V + Dh].</summary>
    public ActionDistribution Distribution(Tensor feature)
    {
        Tensor outputs = head.forward(body.forward(feature));
        Tensor mean = outputs.narrow(-1, 0, ActionSize), deviation = outputs.narrow(-1, ActionSize, ActionSize);
        return truncated ? ActionDistribution.TruncatedFromOutputs(mean, deviation) : ActionDistribution.FromOutputs(mean, deviation);
    }
}
