using System.Runtime.InteropServices;
using GenRL.Learning.Export.Onnx.Format;
using Google.Protobuf;

namespace GenRL.Learning.Export.Onnx;

/// <summary>
/// Builds one ONNX model (IR version 8, operator set 17), node by node. Values are handed from node to node; only inputs, outputs
/// and weights have names the caller chooses. <see cref="OnnxOperators"/> adds the operators, <see cref="OnnxLayers"/> whole layers.
/// </summary>
public sealed class OnnxGraph
{
    /// <summary>Operator set of the files; 17 is the first with LayerNormalization.</summary>
    public const int OperatorSet = 17;

    private const int FormatVersion = 8;

    private readonly GraphMessage graph;
    private readonly HashSet<string> names = [];

    /// <param name="name">What the graph computes, such as <c>encoder</c>.</param>
    public OnnxGraph(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        graph = new GraphMessage { Name = name };
    }

    /// <summary>Declares a float32 input.</summary>
    public OnnxValue Input(string name, params ReadOnlySpan<OnnxDimension> shape) => Input(name, OnnxElement.Float32, shape);

    /// <summary>Declares an input of any element type.</summary>
    public OnnxValue Input(string name, OnnxElement element, params ReadOnlySpan<OnnxDimension> shape)
    {
        graph.Input.Add(Describe(Claim(name), element, shape));
        return new OnnxValue(name);
    }

    /// <summary>Names <paramref name="value"/> as a float32 output of the model.</summary>
    public void Output(string name, OnnxValue value, params ReadOnlySpan<OnnxDimension> shape) => Output(name, OnnxElement.Float32, value, shape);

    /// <summary>Names <paramref name="value"/> as an output of any element type.</summary>
    public void Output(string name, OnnxElement element, OnnxValue value, params ReadOnlySpan<OnnxDimension> shape)
    {
        RequireKnown("Identity", [value]);
        graph.Node.Add(new NodeMessage { OpType = "Identity", Name = name, Input = { value.Name }, Output = { Claim(name) } });
        graph.Output.Add(Describe(name, element, shape));
    }

    /// <summary>Stores float32 numbers in the file.</summary>
    /// <param name="name">Name in the file, such as <c>encoder.conv0.weight</c>.</param>
    /// <param name="values">Row-major values; as many as <paramref name="shape"/> holds.</param>
    /// <param name="shape">Axis lengths; none for a scalar.</param>
    public OnnxValue Weight(string name, ReadOnlySpan<float> values, params ReadOnlySpan<long> shape) =>
        Store(Claim(name), OnnxElement.Float32, MemoryMarshal.AsBytes(values), values.Length, shape);

    /// <summary>Stores int64 numbers (shapes, axes, indices) in the file.</summary>
    public OnnxValue Integers(params ReadOnlySpan<long> values) =>
        Store(Claim(Fresh("integers")), OnnxElement.Int64, MemoryMarshal.AsBytes(values), values.Length, [values.Length]);

    /// <summary>Stores one float32 number in the file.</summary>
    public OnnxValue Constant(float value) =>
        Store(Claim(Fresh("constant")), OnnxElement.Float32, MemoryMarshal.AsBytes(new ReadOnlySpan<float>(in value)), 1, []);

    /// <summary>True when an input, weight or output of that name exists.</summary>
    public bool Contains(string name) => names.Contains(name);

    /// <summary>Adds an operator with one output.</summary>
    public OnnxValue Node(string operation, ReadOnlySpan<OnnxValue> inputs, params ReadOnlySpan<OnnxAttribute> attributes) =>
        Node(operation, 1, inputs, attributes)[0];

    /// <summary>Adds an operator with several outputs.</summary>
    /// <exception cref="ArgumentException">An input is not a value of this graph.</exception>
    public OnnxValue[] Node(string operation, int outputs, ReadOnlySpan<OnnxValue> inputs, params ReadOnlySpan<OnnxAttribute> attributes)
    {
        RequireKnown(operation, inputs);
        var node = new NodeMessage { OpType = operation, Name = Fresh(operation) };
        foreach (OnnxValue input in inputs)
        {
            node.Input.Add(input.Name);
        }

        foreach (OnnxAttribute attribute in attributes)
        {
            node.Attribute.Add(attribute.Message);
        }

        var results = new OnnxValue[outputs];
        for (int i = 0; i < outputs; i++)
        {
            results[i] = new OnnxValue(Claim($"{node.Name}_{i}"));
            node.Output.Add(results[i].Name);
        }

        graph.Node.Add(node);
        return results;
    }

    /// <summary>The model file's content.</summary>
    /// <exception cref="InvalidOperationException">The graph has no output yet.</exception>
    public byte[] ToBytes() => Model().ToByteArray();

    /// <summary>Writes the model file; an older file is replaced only when the new one is complete.</summary>
    public void Save(string path)
    {
        string partial = path + ".partial";
        using (FileStream stream = File.Create(partial))
        {
            Model().WriteTo(stream);
        }

        File.Move(partial, path, overwrite: true);
    }

    private ModelMessage Model()
    {
        if (graph.Output.Count == 0)
        {
            throw new InvalidOperationException($"ONNX graph '{graph.Name}' has no output; call Output before saving it.");
        }

        return new ModelMessage
        {
            IrVersion = FormatVersion,
            ProducerName = "GenRL.Robotics",
            Graph = graph,
            OpsetImport = { new OperatorSetMessage { Domain = "", Version = OperatorSet } },
        };
    }

    private OnnxValue Store(string name, OnnxElement element, ReadOnlySpan<byte> data, long count, ReadOnlySpan<long> shape)
    {
        long expected = 1;
        foreach (long length in shape)
        {
            expected *= length;
        }

        if (expected != count)
        {
            throw new ArgumentException($"Weight '{name}' has {count} values, its shape [{string.Join(", ", shape.ToArray())}] asks for {expected}.", nameof(shape));
        }

        var tensor = new TensorMessage { Name = name, DataType = (int)element, RawData = ByteString.CopyFrom(data) };
        tensor.Dims.Add(shape.ToArray());
        graph.Initializer.Add(tensor);
        return new OnnxValue(name);
    }

    private static ValueMessage Describe(string name, OnnxElement element, ReadOnlySpan<OnnxDimension> shape)
    {
        var dimensions = new ShapeMessage();
        foreach (OnnxDimension dimension in shape)
        {
            dimensions.Dim.Add(dimension.Name is null
                ? new ShapeMessage.Types.Dimension { DimValue = dimension.Length }
                : new ShapeMessage.Types.Dimension { DimParam = dimension.Name });
        }

        var tensor = new TypeMessage.Types.Tensor { ElemType = (int)element, Shape = dimensions };
        return new ValueMessage { Name = name, Type = new TypeMessage { TensorType = tensor } };
    }

    private void RequireKnown(string operation, ReadOnlySpan<OnnxValue> inputs)
    {
        foreach (OnnxValue input in inputs)
        {
            if (input != OnnxValue.None && !names.Contains(input.Name ?? ""))
            {
                throw new ArgumentException($"{operation} in ONNX graph '{graph.Name}' was given '{input.Name}', which is not a value of this graph.", nameof(inputs));
            }
        }
    }

    private string Claim(string name)
    {
        ArgumentException.ThrowIfNullOrEmpty(name);
        return names.Add(name) ? name : throw new ArgumentException($"ONNX graph '{graph.Name}' already has a value named '{name}'.", nameof(name));
    }

    private string Fresh(string stem) => $"{stem}_{graph.Node.Count + graph.Initializer.Count}";
}
