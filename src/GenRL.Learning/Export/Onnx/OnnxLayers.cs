namespace GenRL.Learning.Export.Onnx;

/// <summary>
/// The layers of the paper's networks with the defaults of rules 0.4: linear or convolution, then normalisation, then SiLU.
/// A layer called <c>p</c> finds its parameters as <c>p.weight</c> and <c>p.bias</c>; a layer used twice is stored once.
/// </summary>
public static class OnnxLayers
{
    /// <summary>Epsilon of layer normalisation after a linear layer.</summary>
    public const float DenseEpsilon = 1e-5f;

    /// <summary>Epsilon of layer normalisation over the channels of an image.</summary>
    public const float ChannelEpsilon = 1e-3f;

    /// <summary>A parameter of the network as a value of the graph.</summary>
    public static OnnxValue Parameter(this OnnxGraph graph, NetworkWeights weights, string name) =>
        graph.Contains(name) ? new OnnxValue(name) : graph.Weight(name, weights.Values(name), weights.Shape(name));

    /// <summary>Linear layer on [N, in]; without <c>layer.bias</c> it has none.</summary>
    public static OnnxValue Linear(this OnnxGraph graph, OnnxValue x, NetworkWeights weights, string layer)
    {
        OnnxValue bias = weights.Contains(layer + ".bias") ? graph.Parameter(weights, layer + ".bias") : OnnxValue.None;
        return graph.Gemm(x, graph.Parameter(weights, layer + ".weight"), bias);
    }

    /// <summary>Layer normalisation over the last axis.</summary>
    public static OnnxValue LayerNorm(this OnnxGraph graph, OnnxValue x, NetworkWeights weights, string layer, float epsilon = DenseEpsilon) =>
        graph.LayerNormalization(x, graph.Parameter(weights, layer + ".weight"), graph.Parameter(weights, layer + ".bias"), epsilon);

    /// <summary>Linear, layer normalisation, SiLU.</summary>
    public static OnnxValue Dense(this OnnxGraph graph, OnnxValue x, NetworkWeights weights, string linear, string norm) =>
        graph.Silu(graph.LayerNorm(graph.Linear(x, weights, linear), weights, norm));

    /// <summary>Layer normalisation over the channels at each pixel of [N, C, H, W].</summary>
    public static OnnxValue ChannelLayerNorm(this OnnxGraph graph, OnnxValue x, NetworkWeights weights, string layer)
    {
        OnnxValue channelsLast = graph.Transpose(x, 0, 2, 3, 1);
        return graph.Transpose(graph.LayerNorm(channelsLast, weights, layer, ChannelEpsilon), 0, 3, 1, 2);
    }

    /// <summary>Convolution of stride 2 without padding, channel normalisation, SiLU.</summary>
    public static OnnxValue DownBlock(this OnnxGraph graph, OnnxValue x, NetworkWeights weights, string convolution, string norm)
    {
        OnnxValue weight = graph.Parameter(weights, convolution + ".weight");
        OnnxValue bias = graph.Parameter(weights, convolution + ".bias");
        return graph.Silu(graph.ChannelLayerNorm(graph.Convolution(x, weight, bias, [2, 2], [0, 0, 0, 0]), weights, norm));
    }

    /// <summary>Transposed convolution of stride 2 without padding; no normalisation.</summary>
    public static OnnxValue UpConvolution(this OnnxGraph graph, OnnxValue x, NetworkWeights weights, string convolution) =>
        graph.TransposedConvolution(x, graph.Parameter(weights, convolution + ".weight"), graph.Parameter(weights, convolution + ".bias"), 2, 2);

    /// <summary>Transposed convolution of stride 2, channel normalisation, SiLU.</summary>
    public static OnnxValue UpBlock(this OnnxGraph graph, OnnxValue x, NetworkWeights weights, string convolution, string norm) =>
        graph.Silu(graph.ChannelLayerNorm(graph.UpConvolution(x, weights, convolution), weights, norm));

    /// <summary>
    /// The layer-norm GRU of section 1.6: one fused map without bias over [input; state], one normalisation over all 3·Dh values,
    /// split into reset, candidate, update; reset scales the candidate's pre-activation and the update gate is shifted by -1.
    /// </summary>
    /// <param name="graph">Graph to extend.</param>
    /// <param name="input">[N, U].</param>
    /// <param name="state">[N, Dh].</param>
    /// <param name="weights">Parameters.</param>
    /// <param name="gates">Fused map, weight [3·Dh, U + Dh].</param>
    /// <param name="norm">Normalisation of 3·Dh values.</param>
    /// <returns>Next state [N, Dh].</returns>
    public static OnnxValue GatedUnit(this OnnxGraph graph, OnnxValue input, OnnxValue state, NetworkWeights weights, string gates, string norm)
    {
        long width = weights.Shape(gates + ".weight")[0] / 3;
        OnnxValue fused = graph.LayerNorm(graph.Linear(graph.Concatenate(1, input, state), weights, gates), weights, norm);
        OnnxValue[] parts = graph.Split(fused, 1, width, width, width);
        OnnxValue candidate = graph.Tanh(graph.Multiply(graph.Sigmoid(parts[0]), parts[1]));
        OnnxValue one = graph.Constant(1);
        OnnxValue update = graph.Sigmoid(graph.Subtract(parts[2], one));
        return graph.Add(graph.Multiply(update, candidate), graph.Multiply(graph.Subtract(one, update), state));
    }
}
