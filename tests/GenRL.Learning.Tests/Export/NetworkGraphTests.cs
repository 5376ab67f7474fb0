using GenRL.Learning.Export;
using GenRL.Learning.Export.Onnx;
using GenRL.Testing;

namespace GenRL.Learning.Tests.Export;

public sealed class NetworkGraphTests : IDisposable
{
    private readonly string folder = Directory.CreateTempSubdirectory("genrl-export-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [FactWithOnnxChecker]
    public void Every_file_of_a_package_passes_the_onnx_checker_at_operator_set_17()
    {
        NetworkWeights weights = RandomNetwork.Weights(RandomNetwork.Small, seed: 1);
        Func<NetworkWeights, NetworkSizes, OnnxGraph>[] builders =
        [
            NetworkGraphs.Encoder, NetworkGraphs.Dynamics, NetworkGraphs.Policy, NetworkGraphs.Decoder, NetworkGraphs.RewardFeatures,
            NetworkGraphs.Aligner, NetworkGraphs.ConnectorStart, NetworkGraphs.ConnectorStep,
        ];

        foreach (Func<NetworkWeights, NetworkSizes, OnnxGraph> builder in builders)
        {
            string path = Path.Combine(folder, builder.Method.Name + ".onnx");
            builder(weights, RandomNetwork.Small).Save(path);

            Assert.StartsWith("8 17 ", OnnxChecker.Check(path), StringComparison.Ordinal);
        }
    }

    [FactWithOnnxChecker]
    public void The_checker_refuses_a_graph_with_a_wrong_shape()
    {
        var graph = new OnnxGraph("wrong");
        OnnxValue x = graph.Input("x", 1, 3);
        graph.Output("y", graph.Add(x, x), 1, 4);
        string path = Path.Combine(folder, "wrong.onnx");
        graph.Save(path);

        Assert.Throws<InvalidDataException>(() => OnnxChecker.Check(path));
    }

    [Fact]
    public void A_missing_parameter_is_named()
    {
        var weights = new NetworkWeights();

        var error = Assert.Throws<KeyNotFoundException>(() => NetworkGraphs.Policy(weights, RandomNetwork.Small));

        Assert.Contains("actor.mean.weight", error.Message, StringComparison.Ordinal);
    }
}
