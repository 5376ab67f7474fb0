using GenRL.Learning.Networks;
using static TorchSharp.torch;

namespace GenRL.Learning.WorldModels;

/// <summary>
/// The recurrence that world model and connector share (spec 1.6, 2.1): previous latent and a condition (action or
/// embedding) through a dense layer into the GRU, and prior heads that read the latent's distribution from its state.
/// </summary>
public sealed class SequenceModel : nn.Module
{
    private readonly DenseStack input;
    private readonly LayerNormGruCell cell;
    private readonly TorchSharp.Modules.ModuleList<nn.Module<Tensor, Tensor>> priors = nn.ModuleList<nn.Module<Tensor, Tensor>>();
    private readonly WorldModelOptions options;

    /// <param name="name">Module name.</param>
    /// <param name="options">Sizes.</param>
    /// <param name="conditionSize">Size of the condition fed at every step.</param>
    /// <param name="ensemble">Number of prior heads.</param>
    public SequenceModel(string name, WorldModelOptions options, int conditionSize, int ensemble = 1)
        : base(name)
    {
        this.options = options;
        input = new DenseStack("input", options.StochSize + conditionSize, options.Units, 1, oneHotInputs: options.StochSize, norm: options.DenseNorm);
        cell = new LayerNormGruCell("cell", options.Units, options.Deter);
        for (var head = 0; head < ensemble; head++)
        {
            priors.Add(new DenseStack("prior", options.Deter, options.Units, 1, options.StochSize, norm: options.DenseNorm));
        }

        RegisterComponents();
    }

    /// <summary>Number of prior heads.</summary>
    public int Heads => priors.Count;

    /// <summary>One step: latent [N, S], condition [N, C], state [N, Dh] to the next state [N, Dh].</summary>
    public Tensor Step(Tensor stoch, Tensor condition, Tensor deter)
    {
        using var scope = NewDisposeScope();
        return cell.call(input.call(cat(new[] { stoch, condition }, -1)), deter).MoveToOuterDisposeScope();
    }

    /// <summary>
    /// All states of known latents: previous latents [T, N, S] and conditions [T, N, C], already masked at resets, and
    /// <paramref name="keep"/> [T, N, 1] or null for the recurrent state; returns [T, N, Dh].
    /// </summary>
    public Tensor Unroll(Tensor previousStoch, Tensor conditions, Tensor deter, Tensor? keep)
    {
        using var scope = NewDisposeScope();
        return cell.Unroll(input.call(cat(new[] { previousStoch, conditions }, -1)), deter, keep).MoveToOuterDisposeScope();
    }

    /// <summary>Raw logits of one prior head, [.., Dh] to [.., K, V].</summary>
    public Tensor PriorLogits(Tensor deter, int head = 0)
    {
        using var scope = NewDisposeScope();
        return AsVariables(priors[head].call(deter)).MoveToOuterDisposeScope();
    }

    /// <summary>
    /// Raw logits of a head drawn anew in every call, [.., K, V]. Latents sampled from them follow the mean distribution of the
    /// heads, at the price of one head.
    /// </summary>
    public Tensor DrawnPriorLogits(Tensor deter)
    {
        if (Heads == 1)
        {
            return PriorLogits(deter);
        }

        return PriorLogits(deter, Draw(Heads));
    }

    /// <summary>
    /// How far the heads disagree: variance of the class probabilities over heads, summed over classes, averaged over
    /// variables, [..]; zero with a single head.
    /// </summary>
    public Tensor Disagreement(Tensor deter)
    {
        using var scope = NewDisposeScope();
        if (Heads == 1)
        {
            return zeros(deter.shape[..^1]).MoveToOuterDisposeScope();
        }

        var probabilities = HeadProbabilities(deter);
        var deviation = probabilities - probabilities.mean(new long[] { 0 }, keepdim: true);
        return deviation.square().sum(-1).sum(0L).div(Heads - 1).mean(new long[] { -1 }).MoveToOuterDisposeScope();
    }

    /// <summary>
    /// <see cref="Disagreement"/> estimated from two heads drawn anew in every call: right on average, at the price of two heads.
    /// </summary>
    public Tensor DrawnDisagreement(Tensor deter)
    {
        if (Heads < 3)
        {
            return Disagreement(deter);
        }

        using var scope = NewDisposeScope();
        var first = Draw(Heads);
        var second = (first + 1 + Draw(Heads - 1)) % Heads;
        var difference = OneHotCategorical.Probabilities(PriorLogits(deter, first)) - OneHotCategorical.Probabilities(PriorLogits(deter, second));
        return difference.square().sum(-1).mean(new long[] { -1 }).div(2).MoveToOuterDisposeScope();
    }

    private static int Draw(int count)
    {
        using var drawn = randint(count, new long[] { 1 }, dtype: ScalarType.Int64, device: CPU, generator: RandomStream.Current);
        return (int)drawn.item<long>();
    }

    private Tensor HeadProbabilities(Tensor deter)
    {
        using var scope = NewDisposeScope();
        var heads = Enumerable.Range(0, Heads).Select(head => OneHotCategorical.Probabilities(PriorLogits(deter, head))).ToList();
        return stack(heads).MoveToOuterDisposeScope();
    }

    private Tensor AsVariables(Tensor flat)
    {
        var shape = flat.shape;
        return flat.view([.. shape[..^1], options.Variables, options.Classes]);
    }
}
