using System.Runtime.InteropServices;
using System.Text.Json.Nodes;
using GenRL.Data;
using GenRL.Learning.Checkpoints;
using GenRL.Learning.Connectors;
using GenRL.Learning.WorldModels;
using GenRL.Robots;
using GenRL.Robots.Packages;

namespace GenRL.Learning.Export;

/// <summary>Turns a training run into a model package: eight ONNX graphs, the weights for continued training, the manifest.</summary>
public static class PackageExport
{
    private const int BankSize = 512;

    /// <summary>Writes the package of a training run without behaviours; one already in the folder is replaced.</summary>
    /// <param name="folder">Folder of the package.</param>
    /// <param name="robot">Robot the networks drive.</param>
    /// <param name="run">The training run.</param>
    /// <param name="vlmId">Video-language model whose embeddings the connector was trained on.</param>
    /// <param name="training">Where the networks come from, free form.</param>
    public static ModelPackage Write(string folder, RobotDescription robot, WorldModelRun run, string vlmId, JsonObject? training)
        => Write(folder, robot, run.Model, run.Connector, vlmId, training, run.Windows is null ? null : Bank(run));

    /// <summary>Writes a package of given networks without behaviours; one already in the folder is replaced.</summary>
    /// <param name="folder">Folder of the package.</param>
    /// <param name="robot">Robot the networks drive.</param>
    /// <param name="model">World model.</param>
    /// <param name="connector">Connector and aligner.</param>
    /// <param name="vlmId">Video-language model whose embeddings the connector was trained on.</param>
    /// <param name="training">Where the networks come from, free form.</param>
    /// <param name="bank">Visual embeddings of what the robot did in its data, [N, D] float32, or null.</param>
    public static ModelPackage Write(
        string folder, RobotDescription robot, WorldModel model, Connector connector, string vlmId, JsonObject? training, byte[]? bank)
    {
        var sizes = ModelWeights.Sizes(model.Options, connector.Options);
        var world = ModelWeights.Of(model);
        var bridge = ModelWeights.Of(connector);
        var files = new Dictionary<string, ReadOnlyMemory<byte>>
        {
            [PackageFile.Encoder] = NetworkGraphs.Encoder(world, sizes).ToBytes(),
            [PackageFile.Dynamics] = NetworkGraphs.Dynamics(world, sizes).ToBytes(),
            [PackageFile.Decoder] = NetworkGraphs.Decoder(world, sizes).ToBytes(),
            [PackageFile.RewardFeatures] = NetworkGraphs.RewardFeatures(world, sizes).ToBytes(),
            [PackageFile.Aligner] = NetworkGraphs.Aligner(bridge, sizes).ToBytes(),
            [PackageFile.ConnectorStart] = NetworkGraphs.ConnectorStart(bridge, sizes).ToBytes(),
            [PackageFile.ConnectorStep] = NetworkGraphs.ConnectorStep(bridge, sizes).ToBytes(),
            [PackageFile.WorldModelWeights] = ModuleCheckpoint.HalfBytes(model),
            [PackageFile.ConnectorWeights] = ModuleCheckpoint.HalfBytes(connector),
        };
        if (bank is not null)
        {
            files[PackageFile.EmbeddingBank] = bank;
        }

        var latent = new LatentDescription(model.Options.Variables, model.Options.Classes, model.Options.Deter);
        return PackageWriter.Create(folder, PackageManifest.For(robot, latent, connector.Options.EmbeddingSize, vlmId, training), files);
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
}
