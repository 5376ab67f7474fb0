using GenRL.Learning.Export;
using GenRL.Learning.Export.Onnx;
using GenRL.Robots.Packages;
using GenRL.Testing;

namespace GenRL.Inference.Tests;

public sealed class PackageNetworkTests
{
    private static readonly NetworkSizes Sizes = RandomPackage.Sizes;
    private static readonly NetworkWeights Weights = RandomNetwork.Weights(Sizes, 1);

    [Fact]
    public void Every_network_of_a_sound_package_opens()
    {
        using var random = new RandomPackage();

        PackageCheck.OpenAll(random.Package);
    }

    [Fact]
    public void A_network_that_is_another_one_is_refused_with_both_shapes_named()
    {
        using var random = new RandomPackage(change: files => files[PackageFile.Encoder] = files[PackageFile.Decoder]);

        var error = Assert.Throws<PackageException>(() => new PolicyRunner(random.Package));

        Assert.Contains("encoder.onnx", error.Message, StringComparison.Ordinal);
        Assert.Contains("image [1, 3, 64, 64]", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(5, 5, 16, 12, 3)]
    [InlineData(4, 5, 17, 12, 3)]
    [InlineData(4, 5, 16, 12, 4)]
    public void A_network_of_other_widths_is_refused(int variables, int classes, int deter, int embedding, int actions)
    {
        var other = new NetworkSizes(variables, classes, deter, embedding, actions);
        using var random = new RandomPackage(change: files => files[PackageFile.Dynamics] = NetworkGraphs.Dynamics(RandomNetwork.Weights(other, 1), other).ToBytes());

        Assert.Contains("dynamics.onnx", Assert.Throws<PackageException>(() => new PolicyRunner(random.Package)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(3)]
    [InlineData(200)]
    [InlineData(2000)]
    public void A_truncated_network_is_refused(int length)
    {
        using var random = new RandomPackage(change: files => files[PackageFile.Encoder] = files[PackageFile.Encoder][..length]);

        Assert.Contains("encoder.onnx", Assert.Throws<PackageException>(() => new PolicyRunner(random.Package)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_network_with_an_input_of_another_type_is_refused()
    {
        var graph = new OnnxGraph("integers");
        OnnxValue x = graph.Cast(graph.Input("embedding", OnnxElement.Int64, 1, Sizes.Embedding), OnnxElement.Float32);
        graph.Output("aligned", x, 1, Sizes.Embedding);
        using var random = new RandomPackage(change: files => files[PackageFile.Aligner] = graph.ToBytes());

        Assert.Throws<PackageException>(() => new PromptRunner(random.Package));
    }

    [Fact]
    public void A_policy_of_another_shape_or_without_numbers_is_refused()
    {
        using var random = new RandomPackage();
        var other = Sizes with { Actions = 7 };
        random.Add(RandomPackage.Behaviour("fly", Weights) with { Policy = NetworkGraphs.Policy(RandomNetwork.Weights(other, 1), other).ToBytes() });
        random.Add(RandomPackage.Behaviour("melt", RandomNetwork.Weights(Sizes, 1, parameter: name => name == "actor.mean.bias" ? float.NaN : null)));

        Assert.Contains("fly", Assert.Throws<PackageException>(() => PolicySession.Open(random.Package, "fly")).Message, StringComparison.Ordinal);
        Assert.Contains("NaN", Assert.Throws<PackageException>(() => PolicySession.Open(random.Package, "melt")).Message, StringComparison.Ordinal);
        Assert.Throws<PackageException>(() => PolicySession.Open(random.Package, "unknown"));
        Assert.Throws<PackageException>(() => PackageCheck.OpenAll(random.Package));
    }

    [Fact]
    public void A_graphics_card_may_be_preferred_and_the_processor_serves_where_there_is_none()
    {
        using var random = new RandomPackage();
        var options = new InferenceOptions { Providers = InferenceOptions.ParseProviders("tensorrt, cuda, cpu") };

        using PolicySession session = PolicySession.Open(random.Package, "walk", options);

        Assert.Contains(session.Provider, options.Providers);
    }

    [FactWithoutGpu]
    public void A_graphics_card_without_fallback_is_a_clear_error_where_there_is_none()
    {
        using var random = new RandomPackage();
        var options = new InferenceOptions { Providers = [ExecutionProvider.Cuda] };

        var error = Assert.Throws<InvalidOperationException>(() => PolicySession.Open(random.Package, "walk", options));

        Assert.Contains("Cuda", error.Message, StringComparison.Ordinal);
        Assert.Contains("'cpu'", error.Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("")]
    [InlineData(",")]
    [InlineData("cpu,quantum")]
    public void A_list_of_unknown_providers_is_refused(string list)
    {
        Assert.Throws<ArgumentException>(() => InferenceOptions.ParseProviders(list));
    }
}
