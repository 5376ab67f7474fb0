namespace GenRL.Learning.Export.Onnx;

/// <summary>
/// A trained network's parameters by name, in PyTorch's layouts (linear [out, in], convolution [out, in, h, w], transposed
/// convolution [in, out, h, w]). The only thing the exporter knows of a network; where the numbers came from does not matter to it.
/// </summary>
public sealed class NetworkWeights
{
    private readonly Dictionary<string, (float[] Values, long[] Shape)> weights = new(StringComparer.Ordinal);

    /// <summary>Names of all parameters.</summary>
    public IReadOnlyCollection<string> Names => weights.Keys;

    /// <summary>Adds a parameter.</summary>
    /// <exception cref="ArgumentException">The name is taken, or the shape does not hold that many values.</exception>
    public void Add(string name, ReadOnlySpan<float> values, params ReadOnlySpan<long> shape)
    {
        long expected = 1;
        foreach (long length in shape)
        {
            expected *= length;
        }

        if (expected != values.Length)
        {
            throw new ArgumentException($"Parameter '{name}' has {values.Length} values, its shape [{string.Join(", ", shape.ToArray())}] asks for {expected}.", nameof(values));
        }

        if (!weights.TryAdd(name, (values.ToArray(), shape.ToArray())))
        {
            throw new ArgumentException($"Parameter '{name}' was added twice.", nameof(name));
        }
    }

    public bool Contains(string name) => weights.ContainsKey(name);

    /// <summary>Axis lengths of a parameter.</summary>
    /// <exception cref="KeyNotFoundException">There is no such parameter.</exception>
    public ReadOnlySpan<long> Shape(string name) => Find(name).Shape;

    /// <summary>Row-major values of a parameter.</summary>
    /// <exception cref="KeyNotFoundException">There is no such parameter.</exception>
    public ReadOnlySpan<float> Values(string name) => Find(name).Values;

    private (float[] Values, long[] Shape) Find(string name) =>
        weights.TryGetValue(name, out (float[] Values, long[] Shape) found)
            ? found
            : throw new KeyNotFoundException($"The network has no parameter '{name}'. It has: {string.Join(", ", weights.Keys.Order(StringComparer.Ordinal).Take(40))}.");
}
