using GenRL.Inference.Tests.Export;
using GenRL.Learning.Export;
using GenRL.Learning.Export.Onnx;

namespace GenRL.Inference.Tests;

/// <summary>The filter and policy of one package in double precision, straight from sections 1.3 to 1.6 and 5.2; latents by mode.</summary>
internal sealed class ReferenceFilter(NetworkWeights weights, NetworkSizes sizes)
{
    public double[] Logits { get; private set; } = [];

    public double[] Stoch { get; private set; } = new double[sizes.Stochastic];

    public double[] Deter { get; private set; } = new double[sizes.Deterministic];

    public double[] Action { get; private set; } = new double[sizes.Actions];

    public void Step(byte[] channelFirst)
    {
        double[] input = Dense([.. Stoch, .. Action], "recurrent.input");
        double[] fused = ReferenceLayers.Linear([.. input, .. Deter], weights.Values("recurrent.gates.weight"), []);
        Deter = ReferenceLayers.GateUpdate(Norm(fused, "recurrent.gates_norm"), Deter);
        Logits = Linear(Dense(Encode(channelFirst), "posterior.hidden"), "posterior.logits");
        Stoch = new double[sizes.Stochastic];
        for (int start = 0; start < Logits.Length; start += sizes.Classes)
        {
            int best = Enumerable.Range(start, sizes.Classes).MaxBy(i => Logits[i]);
            Stoch[best] = 1;
        }

        double[] hidden = Dense(Dense([.. Stoch, .. Deter], "actor.hidden0"), "actor.hidden1");
        Action = [.. Linear(hidden, "actor.mean").Select(Math.Tanh)];
    }

    private double[] Encode(byte[] frame)
    {
        double[] x = [.. frame.Select(level => (level / 255.0) - 0.5)];
        (int channels, int size) = (3, 64);
        for (int i = 0; i < 4; i++)
        {
            ReadOnlySpan<float> bias = weights.Values($"encoder.conv{i}.bias");
            x = ReferenceLayers.Convolution(x, channels, size, weights.Values($"encoder.conv{i}.weight"), bias, kernel: 4, stride: 2);
            (channels, size) = (bias.Length, ((size - 4) / 2) + 1);
            x = ReferenceLayers.ChannelNorm(x, channels, weights.Values($"encoder.conv{i}_norm.weight"), weights.Values($"encoder.conv{i}_norm.bias"));
            x = [.. x.Select(ReferenceLayers.Silu)];
        }

        return x;
    }

    private double[] Dense(double[] x, string layer) => [.. Norm(Linear(x, layer), layer + "_norm").Select(ReferenceLayers.Silu)];

    private double[] Linear(double[] x, string layer) => ReferenceLayers.Linear(x, weights.Values(layer + ".weight"), weights.Values(layer + ".bias"));

    private double[] Norm(double[] x, string layer) => ReferenceLayers.LayerNorm(x, weights.Values(layer + ".weight"), weights.Values(layer + ".bias"), 1e-5);
}
