using GenRL.Robots.Packages;
using Microsoft.ML.OnnxRuntime;

namespace GenRL.Inference;

/// <summary>One opened network of a package: its hash and its inputs and outputs were checked before it could run.</summary>
internal sealed class Network : IDisposable
{
    private Network(InferenceSession session, ExecutionProvider provider)
    {
        Session = session;
        Provider = provider;
    }

    public InferenceSession Session { get; }

    /// <summary>What computes it, after any fallback.</summary>
    public ExecutionProvider Provider { get; }

    /// <exception cref="PackageException">The file is damaged, or is not the network its name says.</exception>
    /// <exception cref="InvalidOperationException">None of the requested execution providers can be had.</exception>
    public static Network Open(ModelPackage package, string file, NetworkShape shape, InferenceOptions options)
    {
        byte[] content = package.Read(file);
        string path = Path.Combine(package.Folder, file);
        (InferenceSession session, ExecutionProvider provider) = ProviderChoice.Open(content, path, options);
        try
        {
            RequireShapes(session.InputMetadata, shape.Inputs, path, "inputs");
            RequireShapes(session.OutputMetadata, shape.Outputs, path, "outputs");
            return new Network(session, provider);
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    public static Network Open(ModelPackage package, string file, InferenceOptions options) =>
        Open(package, file, NetworkShape.Of(file, package.Manifest), options);

    public void Dispose() => Session.Dispose();

    private static void RequireShapes(IReadOnlyDictionary<string, NodeMetadata> declared, IReadOnlyList<TensorShape> wanted, string path, string side)
    {
        bool fits = declared.Count == wanted.Count && wanted.All(shape =>
            declared.TryGetValue(shape.Name, out NodeMetadata? metadata)
            && metadata is { OnnxValueType: OnnxValueType.ONNX_TYPE_TENSOR, ElementDataType: Microsoft.ML.OnnxRuntime.Tensors.TensorElementType.Float }
            && shape.Accepts(metadata.Dimensions));
        if (!fits)
        {
            string found = string.Join("; ", declared.Select(pair => pair.Value.IsTensor ? $"{pair.Key} [{string.Join(", ", pair.Value.Dimensions)}]" : pair.Key));
            throw new PackageException(path, $"its {side} are {found}; wanted float32 {string.Join("; ", wanted)}",
                "The network does not belong to this manifest; export the package again.");
        }
    }
}
