using GenRL.Learning.Distributed;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace GenRL.Learning.Optimisation;

/// <summary>
/// Adam behind a global gradient clip and a weight decay that is not scaled by the learning rate (spec 1.10):
/// backward, mean over the processes, clip, p &lt;- (1 - decay) p for the whole list, Adam. Parameters without a gradient are decayed, but Adam
/// skips them.
/// </summary>
public sealed class ModelOptimizer : IDisposable
{
    private readonly IReadOnlyList<Parameter> parameters;
    private readonly Adam adam;
    private readonly Ranks ranks;
    private readonly double clip;
    private readonly double decay;
    private double learningRate;

    /// <param name="parameters">All parameters this optimiser may change.</param>
    /// <param name="learningRate">Adam's step size.</param>
    /// <param name="epsilon">Adam's epsilon.</param>
    /// <param name="clip">Largest global L2 norm of the gradient.</param>
    /// <param name="decay">Share of every parameter lost in a step.</param>
    /// <param name="ranks">Processes that train together and whose gradients are averaged; null for this one alone.</param>
    public ModelOptimizer(
        IEnumerable<Parameter> parameters, double learningRate, double epsilon = 1e-8, double clip = 1000, double decay = 1e-6, Ranks? ranks = null)
    {
        this.ranks = ranks ?? Ranks.Alone;
        this.parameters = parameters.ToArray();
        this.learningRate = learningRate;
        this.clip = clip;
        this.decay = decay;
        adam = optim.Adam(this.parameters, learningRate, 0.9, 0.999, epsilon);
    }

    /// <summary>Adam's step size.</summary>
    public double LearningRate
    {
        get => learningRate;
        set
        {
            learningRate = value;
            foreach (var group in adam.ParamGroups)
            {
                group.LearningRate = value;
            }
        }
    }

    /// <summary>Clears the gradients, back-propagates <paramref name="loss"/> and takes a step.</summary>
    /// <returns>The gradient norm before clipping.</returns>
    public double Step(Tensor loss)
    {
        using var scope = NewDisposeScope();
        adam.zero_grad();
        loss.backward();
        return Apply();
    }

    /// <summary>Takes a step with the gradients that the parameters hold.</summary>
    /// <returns>The gradient norm before clipping.</returns>
    public double Apply()
    {
        ranks.AverageGradients(parameters);
        var norm = nn.utils.clip_grad_norm_(parameters, clip);
        using (no_grad())
        {
            if (decay > 0)
            {
                foreach (var parameter in parameters)
                {
                    parameter.mul_(1 - decay);
                }
            }

            adam.step();
        }

        return norm;
    }

    /// <summary>Adam's moments and step counts, for <see cref="LoadState"/> on the same list of parameters.</summary>
    public byte[] SaveState()
    {
        using var stream = new MemoryStream();
        using (var writer = new BinaryWriter(stream))
        {
            adam.save_state_dict(writer);
        }

        return stream.ToArray();
    }

    /// <summary>Restores what <see cref="SaveState"/> returned.</summary>
    public void LoadState(byte[] state)
    {
        using var reader = new BinaryReader(new MemoryStream(state, writable: false));
        adam.load_state_dict(reader);
    }

    /// <inheritdoc/>
    public void Dispose() => adam.Dispose();
}
