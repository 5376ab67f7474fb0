using GenRL.Learning.Export.Onnx;

namespace GenRL.Inference.Tests.Export;

public sealed class OnnxLayerTests
{
    private const double Tolerance = 2e-5;

    private readonly Random random = new(7);

    [Fact]
    public void The_gated_unit_gives_the_worked_example_of_the_specification()
    {
        var weights = new NetworkWeights();
        weights.Add("gates.weight", [1, 0, 0, 1, -1, 1], 3, 2);
        weights.Add("norm.weight", [1, 1, 1], 3);
        weights.Add("norm.bias", [0, 0, 0], 3);
        var graph = new OnnxGraph("gru");
        OnnxValue next = graph.GatedUnit(graph.Input("u", 1, 1), graph.Input("h", 1, 1), weights, "gates", "norm");
        graph.Output("next", next, 1, 1);

        float[] result = OnnxRun.Once(graph, ("u", [2f], [1, 1]), ("h", [1f], [1, 1]))["next"];

        Assert.Equal(0.929151, result[0], 5e-6);
    }

    [Fact]
    public void The_gated_unit_equals_the_equations_at_any_width()
    {
        NetworkWeights weights = Random(("gates.weight", [15, 9]), ("norm.weight", [15]), ("norm.bias", [15]));
        (float[] u, float[] h) = (Values(4), Values(5));
        var graph = new OnnxGraph("gru");
        graph.Output("next", graph.GatedUnit(graph.Input("u", 1, 4), graph.Input("h", 1, 5), weights, "gates", "norm"), 1, 5);

        float[] result = OnnxRun.Once(graph, ("u", u, [1, 4]), ("h", h, [1, 5]))["next"];

        double[] fused = ReferenceLayers.Linear(Widen([.. u, .. h]), weights.Values("gates.weight"), []);
        double[] normalised = ReferenceLayers.LayerNorm(fused, weights.Values("norm.weight"), weights.Values("norm.bias"), 1e-5);
        AssertClose(ReferenceLayers.GateUpdate(normalised, Widen(h)), result);
    }

    [Fact]
    public void A_dense_block_is_linear_then_norm_then_silu()
    {
        NetworkWeights weights = Random(("l.weight", [6, 4]), ("l.bias", [6]), ("n.weight", [6]), ("n.bias", [6]));
        float[] x = Values(4);
        var graph = new OnnxGraph("dense");
        graph.Output("y", graph.Dense(graph.Input("x", 1, 4), weights, "l", "n"), 1, 6);

        float[] result = OnnxRun.Once(graph, ("x", x, [1, 4]))["y"];

        double[] linear = ReferenceLayers.Linear(Widen(x), weights.Values("l.weight"), weights.Values("l.bias"));
        double[] normalised = ReferenceLayers.LayerNorm(linear, weights.Values("n.weight"), weights.Values("n.bias"), 1e-5);
        AssertClose([.. normalised.Select(ReferenceLayers.Silu)], result);
    }

    [Fact]
    public void A_down_block_is_convolution_then_channel_norm_then_silu()
    {
        NetworkWeights weights = Random(("c.weight", [4, 3, 4, 4]), ("c.bias", [4]), ("n.weight", [4]), ("n.bias", [4]));
        float[] x = Values(3 * 9 * 9);
        var graph = new OnnxGraph("down");
        graph.Output("y", graph.DownBlock(graph.Input("x", 1, 3, 9, 9), weights, "c", "n"), 1, 4, 3, 3);

        float[] result = OnnxRun.Once(graph, ("x", x, [1, 3, 9, 9]))["y"];

        double[] convolved = ReferenceLayers.Convolution(Widen(x), 3, 9, weights.Values("c.weight"), weights.Values("c.bias"), 4, 2);
        double[] normalised = ReferenceLayers.ChannelNorm(convolved, 4, weights.Values("n.weight"), weights.Values("n.bias"));
        AssertClose([.. normalised.Select(ReferenceLayers.Silu)], result);
    }

    [Fact]
    public void An_up_block_is_transposed_convolution_then_channel_norm_then_silu()
    {
        NetworkWeights weights = Random(("c.weight", [3, 4, 5, 5]), ("c.bias", [4]), ("n.weight", [4]), ("n.bias", [4]));
        float[] x = Values(3 * 3 * 3);
        var graph = new OnnxGraph("up");
        graph.Output("y", graph.UpBlock(graph.Input("x", 1, 3, 3, 3), weights, "c", "n"), 1, 4, 9, 9);

        float[] result = OnnxRun.Once(graph, ("x", x, [1, 3, 3, 3]))["y"];

        double[] convolved = ReferenceLayers.TransposedConvolution(Widen(x), 3, 3, weights.Values("c.weight"), weights.Values("c.bias"), 5, 2);
        double[] normalised = ReferenceLayers.ChannelNorm(convolved, 4, weights.Values("n.weight"), weights.Values("n.bias"));
        AssertClose([.. normalised.Select(ReferenceLayers.Silu)], result);
    }

    [Fact]
    public void Normalising_gives_unit_length_and_leaves_zero_at_zero()
    {
        var graph = new OnnxGraph("unit");
        graph.Output("y", graph.Normalize(graph.Input("x", "N", 2)), "N", 2);

        float[] result = OnnxRun.Once(graph, ("x", [3f, 4f, 0f, 0f], [2, 2]))["y"];

        AssertClose([0.6, 0.8, 0, 0], result);
    }

    [Fact]
    public void The_remaining_operators_do_what_their_names_say()
    {
        var graph = new OnnxGraph("operators");
        OnnxValue x = graph.Input("x", 2, 3);
        graph.Output("mean", graph.Mean(x, keepAxes: true, 1), 2, 1);
        graph.Output("sum", graph.Sum(x, keepAxes: false, 0), 3);
        graph.Output("largest", graph.Maximum(x, keepAxes: false, 1), 2);
        graph.Output("clip", graph.Clip(x, 0, 2), 2, 3);
        graph.Output("slice", graph.Slice(x, 1, 1, 3), 2, 2);
        graph.Output("softmax", graph.Softmax(x), 2, 3);
        graph.Output("gather", graph.Gather(x, graph.Integers(1, 0)), 2, 3);
        graph.Output("cast", graph.Cast(graph.Cast(x, OnnxElement.Int64), OnnxElement.Float32), 2, 3);
        graph.Output("divided", graph.Divide(x, graph.Sqrt(graph.Constant(4))), 2, 3);
        graph.Output("kept", graph.Where(graph.EqualTo(x, graph.Constant(3)), x, graph.Relu(graph.Erf(x))), 2, 3);

        Dictionary<string, float[]> y = OnnxRun.Once(graph, ("x", [-1f, 0f, 3f, 1f, 1f, 1f], [2, 3]));

        AssertClose([2.0 / 3, 1], y["mean"]);
        AssertClose([0, 1, 4], y["sum"]);
        AssertClose([3, 1], y["largest"]);
        AssertClose([0, 0, 2, 1, 1, 1], y["clip"]);
        AssertClose([0, 3, 1, 1], y["slice"]);
        AssertClose([1.0 / 3, 1.0 / 3, 1.0 / 3], y["softmax"][3..]);
        AssertClose([1, 1, 1, -1, 0, 3], y["gather"]);
        AssertClose([-1, 0, 3, 1, 1, 1], y["cast"]);
        AssertClose([-0.5, 0, 1.5, 0.5, 0.5, 0.5], y["divided"]);
        AssertClose([0, 0, 3, 0.842701, 0.842701, 0.842701], y["kept"]);
    }

    private static double[] Widen(float[] values) => [.. values.Select(value => (double)value)];

    private static void AssertClose(double[] expected, float[] actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.Equal(expected[i], actual[i], Tolerance);
        }
    }

    private float[] Values(int count) => [.. Enumerable.Range(0, count).Select(_ => (float)((2 * random.NextDouble()) - 1))];

    private NetworkWeights Random(params (string Name, long[] Shape)[] parameters)
    {
        var weights = new NetworkWeights();
        foreach ((string name, long[] shape) in parameters)
        {
            weights.Add(name, Values((int)shape.Aggregate(1L, (a, b) => a * b)), shape);
        }

        return weights;
    }
}
