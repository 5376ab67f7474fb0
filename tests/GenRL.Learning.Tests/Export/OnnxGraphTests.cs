using GenRL.Learning.Export.Onnx;

namespace GenRL.Learning.Tests.Export;

public sealed class OnnxGraphTests
{
    [Fact]
    public void A_graph_without_an_output_cannot_be_saved()
    {
        var graph = new OnnxGraph("empty");
        graph.Input("x", 1);

        Assert.Throws<InvalidOperationException>(graph.ToBytes);
    }

    [Fact]
    public void A_value_of_another_graph_is_refused_by_name()
    {
        OnnxValue stranger = new OnnxGraph("other").Input("stranger", 1);
        var graph = new OnnxGraph("mine");

        var error = Assert.Throws<ArgumentException>(() => graph.Tanh(stranger));

        Assert.Contains("stranger", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_name_is_given_once()
    {
        var graph = new OnnxGraph("twice");
        graph.Input("x", 1);

        Assert.Throws<ArgumentException>(() => graph.Input("x", 1));
        Assert.Throws<ArgumentException>(() => graph.Weight("x", [1f], 1));
    }

    [Fact]
    public void A_weight_must_fill_its_shape()
    {
        var graph = new OnnxGraph("weight");

        Assert.Throws<ArgumentException>(() => graph.Weight("w", [1f, 2f, 3f], 2, 2));
        Assert.Throws<ArgumentException>(() => new NetworkWeights().Add("w", [1f, 2f, 3f], 2, 2));
    }

    [Fact]
    public void The_same_graph_gives_the_same_bytes()
    {
        static byte[] Build()
        {
            var graph = new OnnxGraph("same");
            graph.Output("y", graph.Silu(graph.Add(graph.Input("x", "N", 2), graph.Weight("w", [1f, 2f], 2))), "N", 2);
            return graph.ToBytes();
        }

        Assert.Equal(Build(), Build());
    }

    [Fact]
    public void Saving_replaces_an_older_file_and_leaves_nothing_else()
    {
        string folder = Directory.CreateTempSubdirectory("genrl-onnx-").FullName;
        try
        {
            var graph = new OnnxGraph("file");
            graph.Output("y", graph.Tanh(graph.Input("x", 1)), 1);
            string path = Path.Combine(folder, "y.onnx");
            File.WriteAllText(path, "old");

            graph.Save(path);

            Assert.Equal(graph.ToBytes(), File.ReadAllBytes(path));
            Assert.Equal(path, Assert.Single(Directory.GetFiles(folder)));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
