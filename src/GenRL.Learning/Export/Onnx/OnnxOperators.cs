namespace GenRL.Learning.Export.Onnx;

/// <summary>The operators of ONNX's standard set that the project's networks use, one method each.</summary>
public static class OnnxOperators
{
    public static OnnxValue Add(this OnnxGraph graph, OnnxValue a, OnnxValue b) => graph.Node("Add", [a, b]);

    public static OnnxValue Subtract(this OnnxGraph graph, OnnxValue a, OnnxValue b) => graph.Node("Sub", [a, b]);

    public static OnnxValue Multiply(this OnnxGraph graph, OnnxValue a, OnnxValue b) => graph.Node("Mul", [a, b]);

    public static OnnxValue Divide(this OnnxGraph graph, OnnxValue a, OnnxValue b) => graph.Node("Div", [a, b]);

    public static OnnxValue Sigmoid(this OnnxGraph graph, OnnxValue x) => graph.Node("Sigmoid", [x]);

    public static OnnxValue Tanh(this OnnxGraph graph, OnnxValue x) => graph.Node("Tanh", [x]);

    public static OnnxValue Relu(this OnnxGraph graph, OnnxValue x) => graph.Node("Relu", [x]);

    public static OnnxValue Erf(this OnnxGraph graph, OnnxValue x) => graph.Node("Erf", [x]);

    public static OnnxValue Sqrt(this OnnxGraph graph, OnnxValue x) => graph.Node("Sqrt", [x]);

    /// <summary>x * sigmoid(x).</summary>
    public static OnnxValue Silu(this OnnxGraph graph, OnnxValue x) => graph.Multiply(x, graph.Sigmoid(x));

    public static OnnxValue Softmax(this OnnxGraph graph, OnnxValue x, int axis = -1) =>
        graph.Node("Softmax", [x], OnnxAttribute.Integer("axis", axis));

    /// <summary>x divided by its Euclidean length along <paramref name="axis"/>; a zero vector stays zero.</summary>
    public static OnnxValue Normalize(this OnnxGraph graph, OnnxValue x, int axis = -1) =>
        graph.Node("LpNormalization", [x], OnnxAttribute.Integer("axis", axis), OnnxAttribute.Integer("p", 2));

    /// <summary>Matrix product, broadcast over leading axes.</summary>
    public static OnnxValue MatrixProduct(this OnnxGraph graph, OnnxValue a, OnnxValue b) => graph.Node("MatMul", [a, b]);

    /// <summary>x · weightᵀ + bias for x [N, in] and weight [out, in], PyTorch's layout.</summary>
    public static OnnxValue Gemm(this OnnxGraph graph, OnnxValue x, OnnxValue weight, OnnxValue bias) =>
        graph.Node("Gemm", bias == OnnxValue.None ? [x, weight] : [x, weight, bias], OnnxAttribute.Integer("transB", 1));

    /// <summary>Layer normalisation over the last axis with gain and shift.</summary>
    public static OnnxValue LayerNormalization(this OnnxGraph graph, OnnxValue x, OnnxValue gain, OnnxValue shift, float epsilon) =>
        graph.Node("LayerNormalization", [x, gain, shift], OnnxAttribute.Integer("axis", -1), OnnxAttribute.Real("epsilon", epsilon));

    /// <summary>Convolution of any number of spatial axes; <paramref name="pads"/> holds the begins, then the ends.</summary>
    public static OnnxValue Convolution(this OnnxGraph graph, OnnxValue x, OnnxValue weight, OnnxValue bias, long[] strides, long[] pads, long groups = 1) =>
        graph.Node("Conv", [x, weight, bias], OnnxAttribute.Integers("strides", strides), OnnxAttribute.Integers("pads", pads), OnnxAttribute.Integer("group", groups));

    /// <summary>Transposed convolution without padding; weight [in, out, height, width], PyTorch's layout.</summary>
    public static OnnxValue TransposedConvolution(this OnnxGraph graph, OnnxValue x, OnnxValue weight, OnnxValue bias, params ReadOnlySpan<long> strides) =>
        graph.Node("ConvTranspose", [x, weight, bias], OnnxAttribute.Integers("strides", strides));

    public static OnnxValue Transpose(this OnnxGraph graph, OnnxValue x, params ReadOnlySpan<long> axes) =>
        graph.Node("Transpose", [x], OnnxAttribute.Integers("perm", axes));

    public static OnnxValue Concatenate(this OnnxGraph graph, int axis, params ReadOnlySpan<OnnxValue> values) =>
        graph.Node("Concat", values, OnnxAttribute.Integer("axis", axis));

    /// <summary>Cuts x along <paramref name="axis"/> into pieces of the given lengths.</summary>
    public static OnnxValue[] Split(this OnnxGraph graph, OnnxValue x, int axis, params ReadOnlySpan<long> lengths) =>
        graph.Node("Split", lengths.Length, [x, graph.Integers(lengths)], OnnxAttribute.Integer("axis", axis));

    /// <summary>New shape for the same values; -1 fits one axis, 0 keeps the axis at that place.</summary>
    public static OnnxValue Reshape(this OnnxGraph graph, OnnxValue x, params ReadOnlySpan<long> shape) =>
        graph.Node("Reshape", [x, graph.Integers(shape)]);

    /// <summary>Joins all axes from the second on: [N, ...] becomes [N, product].</summary>
    public static OnnxValue Flatten(this OnnxGraph graph, OnnxValue x) => graph.Node("Flatten", [x], OnnxAttribute.Integer("axis", 1));

    /// <summary>Elements start (inclusive) to end (exclusive) of one axis.</summary>
    public static OnnxValue Slice(this OnnxGraph graph, OnnxValue x, long axis, long start, long end) =>
        graph.Node("Slice", [x, graph.Integers(start), graph.Integers(end), graph.Integers(axis)]);

    public static OnnxValue Clip(this OnnxGraph graph, OnnxValue x, float lowest, float highest) =>
        graph.Node("Clip", [x, graph.Constant(lowest), graph.Constant(highest)]);

    public static OnnxValue Cast(this OnnxGraph graph, OnnxValue x, OnnxElement element) =>
        graph.Node("Cast", [x], OnnxAttribute.Integer("to", (long)element));

    /// <summary>Rows of <paramref name="table"/> picked by int64 or int32 indices, such as word embeddings.</summary>
    public static OnnxValue Gather(this OnnxGraph graph, OnnxValue table, OnnxValue indices, int axis = 0) =>
        graph.Node("Gather", [table, indices], OnnxAttribute.Integer("axis", axis));

    public static OnnxValue Mean(this OnnxGraph graph, OnnxValue x, bool keepAxes, params ReadOnlySpan<long> axes) =>
        graph.Node("ReduceMean", [x], OnnxAttribute.Integers("axes", axes), OnnxAttribute.Integer("keepdims", keepAxes ? 1 : 0));

    public static OnnxValue Sum(this OnnxGraph graph, OnnxValue x, bool keepAxes, params ReadOnlySpan<long> axes) =>
        graph.Node("ReduceSum", [x, graph.Integers(axes)], OnnxAttribute.Integer("keepdims", keepAxes ? 1 : 0));

    public static OnnxValue Maximum(this OnnxGraph graph, OnnxValue x, bool keepAxes, params ReadOnlySpan<long> axes) =>
        graph.Node("ReduceMax", [x], OnnxAttribute.Integers("axes", axes), OnnxAttribute.Integer("keepdims", keepAxes ? 1 : 0));

    /// <summary>a where <paramref name="condition"/> is true, else b.</summary>
    public static OnnxValue Where(this OnnxGraph graph, OnnxValue condition, OnnxValue a, OnnxValue b) => graph.Node("Where", [condition, a, b]);

    public static OnnxValue EqualTo(this OnnxGraph graph, OnnxValue a, OnnxValue b) => graph.Node("Equal", [a, b]);
}
