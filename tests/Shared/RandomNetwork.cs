using GenRL.Learning.Export;
using GenRL.Learning.Export.Onnx;

namespace GenRL.Testing;

/// <summary>Untrained parameters for every file of a model package, with the paper's layer structure at any width.</summary>
internal static class RandomNetwork
{
    public static readonly NetworkSizes Small = new(Variables: 4, Classes: 5, Deterministic: 16, Embedding: 12, Actions: 3);

    /// <param name="sizes">Lengths the networks share.</param>
    /// <param name="seed">Same seed, same parameters.</param>
    /// <param name="width">U, hidden width.</param>
    /// <param name="channels">m, channels of the first convolution.</param>
    /// <param name="unusedConditionInputs">8 gives the connector the paper's dead inputs.</param>
    /// <param name="parameter">Value for every entry of a parameter by its name; null leaves it random.</param>
    public static NetworkWeights Weights(NetworkSizes sizes, int seed, int width = 16, int channels = 2, int unusedConditionInputs = 0,
        Func<string, float?>? parameter = null)
    {
        var build = new Builder(seed, parameter);
        int features = 32 * channels;
        build.Convolutions("encoder.conv", [3, channels, 2 * channels, 4 * channels, 8 * channels], [4, 4, 4, 4], transposed: false, normaliseLast: true);
        build.Head("posterior", features, width, sizes.Stochastic);
        build.Recurrent("", sizes.Stochastic + sizes.Actions, width, sizes.Deterministic);
        build.Head("prior", sizes.Deterministic, width, sizes.Stochastic);
        build.Linear("decoder.features", sizes.Stochastic, features);
        build.Convolutions("decoder.deconv", [features, 4 * channels, 2 * channels, channels, 3], [5, 5, 6, 6], transposed: true, normaliseLast: false);
        build.Dense("actor.hidden0", sizes.Stochastic + sizes.Deterministic, width);
        build.Dense("actor.hidden1", width, width);
        build.Linear("actor.mean", width, sizes.Actions);
        build.Aligner(sizes.Embedding);
        int condition = sizes.Embedding + unusedConditionInputs;
        build.Dense("connector.start.hidden0", condition, width);
        build.Dense("connector.start.hidden1", width, width);
        build.Linear("connector.start.output", width, sizes.Deterministic);
        build.Recurrent("connector.", sizes.Stochastic + condition, width, sizes.Deterministic);
        build.Head("connector.prior", sizes.Deterministic, width, sizes.Stochastic);
        return build.Weights;
    }

    private sealed class Builder(int seed, Func<string, float?>? parameter)
    {
        private readonly Random random = new(seed);

        public NetworkWeights Weights { get; } = new();

        public void Linear(string name, int inputs, int outputs, bool bias = true)
        {
            Uniform(name + ".weight", 1 / Math.Sqrt(inputs), outputs, inputs);
            if (bias)
            {
                Uniform(name + ".bias", 1 / Math.Sqrt(inputs), outputs);
            }
        }

        public void Dense(string name, int inputs, int outputs)
        {
            Linear(name, inputs, outputs);
            Norm(name + "_norm", outputs);
        }

        public void Head(string name, int inputs, int width, int outputs)
        {
            Dense(name + ".hidden", inputs, width);
            Linear(name + ".logits", width, outputs);
        }

        public void Recurrent(string prefix, int inputs, int width, int deterministic)
        {
            Dense(prefix + "recurrent.input", inputs, width);
            Linear(prefix + "recurrent.gates", width + deterministic, 3 * deterministic, bias: false);
            Norm(prefix + "recurrent.gates_norm", 3 * deterministic);
        }

        public void Convolutions(string name, int[] channels, int[] kernels, bool transposed, bool normaliseLast)
        {
            for (int i = 0; i < kernels.Length; i++)
            {
                (int from, int to, int kernel) = (channels[i], channels[i + 1], kernels[i]);
                double bound = 1 / Math.Sqrt(from * kernel * kernel);
                Uniform($"{name}{i}.weight", bound, transposed ? from : to, transposed ? to : from, kernel, kernel);
                Uniform($"{name}{i}.bias", bound, to);
                if (normaliseLast || i + 1 < kernels.Length)
                {
                    Norm($"{name}{i}_norm", to);
                }
            }
        }

        public void Aligner(int width)
        {
            Block("down0", width, width);
            Block("down1", width, width / 2);
            Block("mid0", width / 2, width / 2);
            Block("mid1", width / 2, width / 2);
            Block("up0", width, width, normalised: false);
            Block("up1", 2 * width, width);
        }

        private void Block(string name, int inputs, int outputs, bool normalised = true)
        {
            Linear($"aligner.{name}.linear", inputs, outputs);
            if (normalised)
            {
                Norm($"aligner.{name}.norm", outputs);
            }

            if (inputs != outputs)
            {
                Linear($"aligner.{name}.shortcut", inputs, outputs);
            }
        }

        private void Norm(string name, int width)
        {
            Weights.Add(name + ".weight", Values(width, 0.5).Select(x => 1 + x).ToArray(), width);
            Weights.Add(name + ".bias", Values(width, 0.2), width);
        }

        private void Uniform(string name, double bound, params ReadOnlySpan<long> shape)
        {
            long count = 1;
            foreach (long length in shape)
            {
                count *= length;
            }

            float[] values = Values((int)count, bound);
            if (parameter?.Invoke(name) is { } fixedValue)
            {
                Array.Fill(values, fixedValue);
            }

            Weights.Add(name, values, shape);
        }

        private float[] Values(int count, double bound)
        {
            var values = new float[count];
            for (int i = 0; i < count; i++)
            {
                values[i] = (float)(bound * (2 * random.NextDouble() - 1));
            }

            return values;
        }
    }
}
