using GenRL.Inference.Tests.Export;
using GenRL.Learning.Export;
using GenRL.Learning.Export.Onnx;

namespace GenRL.Inference.Tests;

/// <summary>The connector's roll-out of sections 2.1 and 2.2 in double precision; every latent by mode.</summary>
internal sealed class ReferenceConnector(NetworkWeights weights, NetworkSizes sizes)
{
    /// <summary>Distributions of the emitted states, [steps, K, V].</summary>
    public double[] Probabilities(float[] embedding, int steps)
    {
        double norm = Math.Sqrt(embedding.Sum(x => (double)x * x));
        double[] condition = [.. embedding.Select(x => x / norm * Math.Sqrt(sizes.Embedding))];
        double[] hidden = Dense(Dense(condition, "connector.start.hidden0"), "connector.start.hidden1");
        double[] deter = Linear(hidden, "connector.start.output");
        double[] stoch = Mode(Prior(deter));
        var all = new List<double>();
        for (int step = 0; step < steps; step++)
        {
            double[] input = Dense([.. stoch, .. condition], "connector.recurrent.input");
            double[] fused = ReferenceLayers.Linear([.. input, .. deter], weights.Values("connector.recurrent.gates.weight"), []);
            deter = ReferenceLayers.GateUpdate(Norm(fused, "connector.recurrent.gates_norm"), deter);
            double[] probabilities = Prior(deter);
            all.AddRange(probabilities);
            stoch = Mode(probabilities);
        }

        return [.. all];
    }

    private double[] Prior(double[] deter)
    {
        double[] logits = Linear(Dense(deter, "connector.prior.hidden"), "connector.prior.logits");
        return [.. logits.Chunk(sizes.Classes).SelectMany(variable =>
        {
            double sum = variable.Sum(Math.Exp);
            return variable.Select(logit => (0.99 * Math.Exp(logit) / sum) + (0.01 / sizes.Classes));
        })];
    }

    private double[] Mode(double[] probabilities)
    {
        var stoch = new double[probabilities.Length];
        for (int start = 0; start < stoch.Length; start += sizes.Classes)
        {
            stoch[Enumerable.Range(start, sizes.Classes).MaxBy(i => probabilities[i])] = 1;
        }

        return stoch;
    }

    private double[] Dense(double[] x, string layer) => [.. Norm(Linear(x, layer), layer + "_norm").Select(ReferenceLayers.Silu)];

    private double[] Linear(double[] x, string layer) => ReferenceLayers.Linear(x, weights.Values(layer + ".weight"), weights.Values(layer + ".bias"));

    private double[] Norm(double[] x, string layer) => ReferenceLayers.LayerNorm(x, weights.Values(layer + ".weight"), weights.Values(layer + ".bias"), 1e-5);
}
