namespace GenRL.Inference.Tests.Export;

/// <summary>The layers written a second time, plainly and in double precision, straight from the specification.</summary>
internal static class ReferenceLayers
{
    public static double[] Linear(double[] x, ReadOnlySpan<float> weight, ReadOnlySpan<float> bias)
    {
        var y = new double[weight.Length / x.Length];
        for (int o = 0; o < y.Length; o++)
        {
            y[o] = bias.IsEmpty ? 0 : bias[o];
            for (int i = 0; i < x.Length; i++)
            {
                y[o] += weight[(o * x.Length) + i] * x[i];
            }
        }

        return y;
    }

    public static double[] LayerNorm(double[] x, ReadOnlySpan<float> gain, ReadOnlySpan<float> shift, double epsilon)
    {
        double mean = x.Average();
        double deviation = Math.Sqrt(x.Select(v => (v - mean) * (v - mean)).Average() + epsilon);
        var y = new double[x.Length];
        for (int i = 0; i < x.Length; i++)
        {
            y[i] = ((x[i] - mean) / deviation * gain[i]) + shift[i];
        }

        return y;
    }

    public static double Sigmoid(double x) => 1 / (1 + Math.Exp(-x));

    public static double Silu(double x) => x * Sigmoid(x);

    /// <summary>x [channels, size, size], weight [outputs, channels, kernel, kernel].</summary>
    public static double[] Convolution(double[] x, int channels, int size, ReadOnlySpan<float> weight, ReadOnlySpan<float> bias, int kernel, int stride)
    {
        int outSize = ((size - kernel) / stride) + 1;
        var y = new double[bias.Length * outSize * outSize];
        for (int index = 0; index < y.Length; index++)
        {
            (int o, int row, int column) = (index / (outSize * outSize), index / outSize % outSize, index % outSize);
            y[index] = bias[o];
            for (int k = 0; k < channels * kernel * kernel; k++)
            {
                (int c, int dy, int dx) = (k / (kernel * kernel), k / kernel % kernel, k % kernel);
                y[index] += weight[(o * channels * kernel * kernel) + k] * x[(((c * size) + (row * stride) + dy) * size) + (column * stride) + dx];
            }
        }

        return y;
    }

    /// <summary>x [channels, size, size], weight [channels, outputs, kernel, kernel].</summary>
    public static double[] TransposedConvolution(double[] x, int channels, int size, ReadOnlySpan<float> weight, ReadOnlySpan<float> bias, int kernel, int stride)
    {
        int outSize = ((size - 1) * stride) + kernel;
        int outputs = bias.Length;
        var y = new double[outputs * outSize * outSize];
        for (int i = 0; i < y.Length; i++)
        {
            y[i] = bias[i / (outSize * outSize)];
        }

        for (int from = 0; from < x.Length; from++)
        {
            (int c, int row, int column) = (from / (size * size), from / size % size, from % size);
            for (int k = 0; k < outputs * kernel * kernel; k++)
            {
                (int o, int dy, int dx) = (k / (kernel * kernel), k / kernel % kernel, k % kernel);
                y[(((o * outSize) + (row * stride) + dy) * outSize) + (column * stride) + dx] += x[from] * weight[(c * outputs * kernel * kernel) + k];
            }
        }

        return y;
    }

    /// <summary>Layer normalisation over the channels at each pixel of x [channels, pixels].</summary>
    public static double[] ChannelNorm(double[] x, int channels, ReadOnlySpan<float> gain, ReadOnlySpan<float> shift)
    {
        int pixels = x.Length / channels;
        var y = new double[x.Length];
        for (int pixel = 0; pixel < pixels; pixel++)
        {
            double[] column = [.. Enumerable.Range(0, channels).Select(c => x[(c * pixels) + pixel])];
            double[] normalised = LayerNorm(column, gain, shift, 1e-3);
            for (int c = 0; c < channels; c++)
            {
                y[(c * pixels) + pixel] = normalised[c];
            }
        }

        return y;
    }

    /// <summary>Section 1.6, given the fused map's normalised output z = [reset, candidate, update].</summary>
    public static double[] GateUpdate(double[] z, double[] state)
    {
        int width = state.Length;
        var next = new double[width];
        for (int i = 0; i < width; i++)
        {
            double candidate = Math.Tanh(Sigmoid(z[i]) * z[width + i]);
            double update = Sigmoid(z[(2 * width) + i] - 1);
            next[i] = (update * candidate) + ((1 - update) * state[i]);
        }

        return next;
    }
}
