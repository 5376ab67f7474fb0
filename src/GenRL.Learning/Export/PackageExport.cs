using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using GenRL.Data;
using GenRL.Learning.WorldModels;
using GenRL.Robots;
using GenRL.Robots.Packages;

namespace GenRL.Learning.Export;

/// <summary>Turns a training run into a model package: eight ONNX graphs, the weights for continued training, the manifest.</summary>
public static class PackageExport
{
    private const int BankSize = 512;

    /// <summary>Writes the package without behaviours; one already in the folder is replaced.</summary>
    /// <param name="folder">Folder of the package.</param>
    /// <param name="robot">Robot the networks drive.</param>
    /// <param name="run">The training run.</param>
    /// <param name="vlmId">Video-language model whose embeddings the connector was trained on.</param>
    /// <param name="training">Where the networks come from, free form.</param>
    public static ModelPackage Write(string folder, RobotDescription robot, WorldModelRun run, string vlmId, JsonObject? training)
    {
        var options = run.Options;
        var sizes = ModelWeights.Sizes(options.Sizes, options.Connector);
        var world = ModelWeights.Of(run.Model);
        var connector = ModelWeights.Of(run.Connector);
        var files = new Dictionary<string, ReadOnlyMemory<byte>>
        {
            [PackageFile.Encoder] = NetworkGraphs.Encoder(world, sizes).ToBytes(),
            [PackageFile.Dynamics] = NetworkGraphs.Dynamics(world, sizes).ToBytes(),
            [PackageFile.Decoder] = NetworkGraphs.Decoder(world, sizes).ToBytes(),
            [PackageFile.RewardFeatures] = NetworkGraphs.RewardFeatures(world, sizes).ToBytes(),
            [PackageFile.Aligner] = NetworkGraphs.Aligner(connector, sizes).ToBytes(),
            [PackageFile.ConnectorStart] = NetworkGraphs.ConnectorStart(connector, sizes).ToBytes(),
            [PackageFile.ConnectorStep] = NetworkGraphs.ConnectorStep(connector, sizes).ToBytes(),
            [PackageFile.WorldModelWeights] = HalfWeights(run.Model),
            [PackageFile.ConnectorWeights] = HalfWeights(run.Connector),
        };
        if (run.Windows is not null)
        {
            files[PackageFile.EmbeddingBank] = Bank(run);
        }

        var latent = new LatentDescription(options.Sizes.Variables, options.Sizes.Classes, options.Sizes.Deter);
        return PackageWriter.Create(folder, PackageManifest.For(robot, latent, options.Connector.EmbeddingSize, vlmId, training), files);
    }

    // embeddings of windows spread evenly over the dataset: what the robot has been seen doing
    private static byte[] Bank(WorldModelRun run)
    {
        var windows = run.Windows!;
        var bank = new List<float>();
        var stride = Math.Max(1, windows.Rows / PromptFrames.WindowFrames / BankSize) * PromptFrames.WindowFrames;
        foreach (var episode in run.Episodes)
        {
            var first = ((episode.Start / stride) + 1) * stride;
            for (var row = first; row < episode.Start + episode.Length; row += stride)
            {
                // rows of embeddings count from the start of their episode
                var aligned = row - ((row - episode.Start) % PromptFrames.WindowFrames) + PromptFrames.WindowFrames - 1;
                if (aligned < episode.Start + episode.Length && windows[aligned][0] != Half.Zero)
                {
                    foreach (var value in windows[aligned])
                    {
                        bank.Add((float)value);
                    }
                }
            }
        }

        return MemoryMarshal.AsBytes(CollectionsMarshal.AsSpan(bank)).ToArray();
    }

    // shipped weights are for continued training and data-free behaviours: sixteen bits are enough for both
    private static byte[] HalfWeights(TorchSharp.torch.nn.Module module)
    {
        var path = Path.GetTempFileName();
        try
        {
            Checkpoints.ModuleCheckpoint.Save(path, module, half: true);
            return File.ReadAllBytes(path);
        }
        finally
        {
            File.Delete(path);
        }
    }
}
