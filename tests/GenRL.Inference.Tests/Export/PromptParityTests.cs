using GenRL.Learning.Connectors;
using GenRL.Learning.Export;
using GenRL.Learning.Networks;
using GenRL.Learning.WorldModels;
using GenRL.Robots.Packages;
using GenRL.Testing;
using static TorchSharp.torch;

namespace GenRL.Inference.Tests.Export;

public sealed class PromptParityTests : IDisposable
{
    private const int Length = 17;
    private const int EmbeddingSize = 16;

    private static readonly WorldModelOptions Sizes = WorldModelOptions.Micro with { ActionSize = 3 };

    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("genrl-prompt-parity-");

    public void Dispose() => folder.Delete(recursive: true);

    [Fact]
    public void Aligner_connector_reward_map_and_decoder_of_a_package_compute_what_the_trained_ones_do()
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        manual_seed(11);
        using var model = new WorldModel(Sizes);
        using var connector = new Connector(Sizes, new ConnectorOptions { EmbeddingSize = EmbeddingSize });
        // a new decoder paints nearly plain grey; contrast lets a difference show
        model.get_parameter("decoder.deconvolution3.weight")!.mul_(20);
        ModelPackage package = PackageExport.Write(
            Path.Combine(folder.FullName, "package"), RandomPackage.Robot, model, connector, "none", training: null, bank: null);
        using var runner = new PromptRunner(package);
        Tensor prompt = nn.functional.normalize(randn(1, EmbeddingSize), 2, -1);
        float[] embedding = prompt.data<float>().ToArray();

        Near(connector.Aligner.Align(prompt), runner.Align(embedding));

        LatentState rolled = connector.Generate(
            prompt.unsqueeze(1).expand(1, Length, EmbeddingSize).contiguous(), sample: false, denoise: true, deterministicStart: true);
        TargetSequence target = runner.Generate(embedding, new TargetOptions { Length = Length, Skip = 0, DeterministicStart = true });
        Near(OneHotCategorical.Probabilities(rolled.Logit), target.Probabilities);
        Near(rolled.Stoch, target.Stoch);

        Near(model.RewardFeature(rolled.Stoch), runner.RewardFeatures(target.Stoch));

        Tensor images = model.Decode(rolled.Stoch.squeeze(0)).add(0.5).mul(255).clamp(0, 255).permute(0, 2, 3, 1);
        Assert.True(images.std().item<float>() > 10);
        Near(images, [.. runner.Decode(target.Stoch).SelectMany(frame => frame).Select(value => (float)value)], tolerance: 1.01);
    }

    private static void Near(Tensor expected, float[] actual, double tolerance = 1e-4)
    {
        Assert.Equal(expected.numel(), actual.Length);
        Assert.True((expected.flatten() - tensor(actual)).abs().max().item<float>() <= tolerance);
    }
}
