using Microsoft.ML.OnnxRuntime;

namespace GenRL.VideoLanguage;

/// <summary>One ONNX network whose output is an embedding per item. Accepts graphs with a free or a fixed batch. Thread-safe.</summary>
internal sealed class EmbeddingNetwork : IDisposable
{
    private readonly InferenceSession _session;
    private readonly RunOptions _options = new();
    private readonly string[] _inputs;
    private readonly string _path;
    private readonly int _dimension;

    /// <param name="path">The ONNX file.</param>
    /// <param name="threads">Threads one call may use.</param>
    /// <param name="dimension">Expected length of an embedding.</param>
    /// <param name="inputs">Name, element type and shape of one item of each input.</param>
    /// <exception cref="InvalidDataException">The network cannot be loaded or has other inputs or outputs.</exception>
    public EmbeddingNetwork(string path, int threads, int dimension, params (string Name, Type Element, int[] Shape)[] inputs)
    {
        _path = path;
        _dimension = dimension;
        _inputs = [.. inputs.Select(input => input.Name)];
        using SessionOptions options = new() { IntraOpNumThreads = threads, InterOpNumThreads = 1, LogSeverityLevel = OrtLoggingLevel.ORT_LOGGING_LEVEL_ERROR };
        options.AddSessionConfigEntry("session.intra_op.allow_spinning", "0");
        try
        {
            _session = new InferenceSession(path, options);
        }
        catch (OnnxRuntimeException error)
        {
            throw new InvalidDataException($"{path}: cannot be loaded: {error.Message}", error);
        }
        try
        {
            Batch = RequireShapes(inputs);
        }
        catch
        {
            Dispose();
            throw;
        }
    }

    /// <summary>Items the graph takes at once; 0 when it takes any number.</summary>
    public int Batch { get; }

    /// <summary>
    /// Whether the first axis after the batch is free: a video network that takes a sequence of any length and embeds each of its windows.
    /// </summary>
    public bool TakesSequences => _session.InputMetadata[_inputs[0]].Dimensions[1] <= 0;

    /// <summary>Runs the network on a batch of the accepted size; the values must own their memory until this returns.</summary>
    /// <param name="values">One tensor per input, in the order of the constructor.</param>
    /// <param name="embeddings">Receives [count, D] unit vectors.</param>
    public void Run(IReadOnlyCollection<OrtValue> values, Span<float> embeddings)
    {
        using IDisposableReadOnlyCollection<OrtValue> outputs = _session.Run(_options, _inputs, values, [VideoLanguageManifest.EmbeddingOutput]);
        ReadOnlySpan<float> result = outputs[0].GetTensorDataAsSpan<float>();
        if (result.Length < embeddings.Length)
        {
            throw new InvalidOperationException($"{_path}: gave {result.Length} values, {embeddings.Length} expected.");
        }
        result[..embeddings.Length].CopyTo(embeddings);
        for (int i = 0; i < embeddings.Length; i += _dimension)
        {
            RequireUnit(embeddings.Slice(i, _dimension));
        }
    }

    public void Dispose()
    {
        _session.Dispose();
        _options.Dispose();
    }

    private void RequireUnit(Span<float> embedding)
    {
        double square = 0;
        foreach (float value in embedding)
        {
            square += (double)value * value;
        }
        if (!(square > 1e-12) || !double.IsFinite(square))
        {
            throw new InvalidOperationException($"{_path}: gave an embedding of length {Math.Sqrt(square)}; the network is unusable.");
        }
        float scale = (float)(1 / Math.Sqrt(square));
        foreach (ref float value in embedding)
        {
            value *= scale;
        }
    }

    private int RequireShapes((string Name, Type Element, int[] Shape)[] inputs)
    {
        int batch = 0;
        foreach ((string name, Type element, int[] shape) in inputs)
        {
            if (!_session.InputMetadata.TryGetValue(name, out NodeMetadata? metadata))
            {
                throw new InvalidDataException($"{_path}: has no input '{name}' (found: {string.Join(", ", _session.InputNames)}).");
            }
            int[] found = metadata.Dimensions;
            bool fits = metadata.ElementType == element && found.Length == shape.Length + 1
                && found.Skip(1).Zip(shape).All(pair => pair.First <= 0 || pair.First == pair.Second);
            if (!fits)
            {
                throw new InvalidDataException(
                    $"{_path}: input '{name}' is {metadata.ElementType.Name} ({string.Join(", ", found)}), {element.Name} (batch, {string.Join(", ", shape)}) expected.");
            }
            batch = Math.Max(batch, found[0]);
        }
        if (_session.InputMetadata.Count != inputs.Length)
        {
            throw new InvalidDataException($"{_path}: has {_session.InputMetadata.Count} inputs, {inputs.Length} expected ({string.Join(", ", _inputs)}).");
        }
        if (!_session.OutputMetadata.TryGetValue(VideoLanguageManifest.EmbeddingOutput, out NodeMetadata? output)
            || output.ElementType != typeof(float) || output.Dimensions.Length != 2 || (output.Dimensions[1] > 0 && output.Dimensions[1] != _dimension))
        {
            throw new InvalidDataException($"{_path}: must have one float output '{VideoLanguageManifest.EmbeddingOutput}' of shape (batch, {_dimension}).");
        }
        return batch;
    }
}
