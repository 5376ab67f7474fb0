using GenRL.Learning.Networks;
using static TorchSharp.torch;

namespace GenRL.Learning.Benchmarks;

/// <summary>Rewrites of the layer-norm GRU over a sequence (spec 1.6, 11.4).</summary>
internal static class RecurrenceRewrites
{
    /// <summary>The input half of the linear map for all steps at once, instead of inside the loop.</summary>
    public static Rewrite Hoisted(long batch, long length, long units, long deter)
    {
        var inputs = Rewrite.Leaf(length, batch, units);
        var (state, keep, weight, norm) = Parts(batch, length, units, deter);
        Tensor[] wanted = [inputs, state, weight];
        return new Rewrite(
            "recurrence: inputs hoisted out of the loop",
            () =>
            {
                var states = new List<Tensor>();
                var last = state;
                for (var time = 0; time < length; time++)
                {
                    var previous = last * keep[time];
                    last = Gated(nn.functional.linear(cat(new[] { inputs[time], previous }, -1), weight), previous, norm);
                    states.Add(last);
                }

                return Rewrite.WithGradients(stack(states), wanted);
            },
            () => Rewrite.WithGradients(
                Loop(nn.functional.linear(inputs, weight.narrow(1, 0, units)), state, weight.narrow(1, units, deter), keep, norm), wanted),
            inputs, state, keep, weight, norm);
    }

    /// <summary>One operation with a gradient written by hand for all steps, instead of a dozen operations per step.</summary>
    public static Rewrite Fused(long batch, long length, long deter)
    {
        var projected = Rewrite.Leaf(length, batch, 3 * deter);
        var (state, keep, weight, norm) = Parts(batch, length, 0, deter);
        Tensor[] wanted = [projected, state, weight, norm.weight!, norm.bias!];
        return new Rewrite(
            "recurrence: steps fused",
            () => Rewrite.WithGradients(Loop(projected, state, weight, keep, norm), wanted),
            () => Rewrite.WithGradients(FusedLayers.Recurrence(projected, state, weight, norm, keep), wanted),
            projected, state, keep, weight, norm);
    }

    private static (Tensor State, Tensor Keep, Tensor Weight, TorchSharp.Modules.LayerNorm Norm) Parts(long batch, long length, long units, long deter)
    {
        var keep = ones(length, batch, 1);
        keep[0].zero_();
        var weight = randn(3 * deter, units + deter).mul_(1 / Math.Sqrt(units + deter)).requires_grad_();
        return (Rewrite.Leaf(batch, deter), keep, weight, nn.LayerNorm(new[] { 3 * deter }));
    }

    private static Tensor Loop(Tensor projected, Tensor state, Tensor weight, Tensor keep, TorchSharp.Modules.LayerNorm norm)
    {
        var states = new List<Tensor>();
        for (var time = 0; time < projected.shape[0]; time++)
        {
            var previous = state * keep[time];
            state = Gated(projected[time] + nn.functional.linear(previous, weight), previous, norm);
            states.Add(state);
        }

        return stack(states);
    }

    private static Tensor Gated(Tensor sums, Tensor previous, TorchSharp.Modules.LayerNorm norm)
    {
        var gates = norm.call(sums).chunk(3, -1);
        var update = (gates[2] - 1).sigmoid();
        return update * (gates[0].sigmoid() * gates[1]).tanh() + (1 - update) * previous;
    }
}
