using GenRL.Learning.Export;
using GenRL.Learning.Export.Onnx;
using GenRL.Robots;
using GenRL.Robots.Packages;

namespace GenRL.Testing;

/// <summary>A real, runnable model package of untrained networks in a folder of its own, deleted when disposed.</summary>
internal sealed class RandomPackage : IDisposable
{
    private readonly string root = Directory.CreateTempSubdirectory("genrl-package-").FullName;

    /// <param name="seed">Seed of the parameters.</param>
    /// <param name="change">Replaces or removes files before the package is written.</param>
    /// <param name="parameters">Replaces the parameters.</param>
    public RandomPackage(int seed = 1, Action<Dictionary<string, ReadOnlyMemory<byte>>>? change = null, NetworkWeights? parameters = null)
    {
        Weights = parameters ?? RandomNetwork.Weights(Sizes, seed);
        Dictionary<string, ReadOnlyMemory<byte>> files = new()
        {
            [PackageFile.Encoder] = NetworkGraphs.Encoder(Weights, Sizes).ToBytes(),
            [PackageFile.Dynamics] = NetworkGraphs.Dynamics(Weights, Sizes).ToBytes(),
            [PackageFile.Aligner] = NetworkGraphs.Aligner(Weights, Sizes).ToBytes(),
            [PackageFile.ConnectorStart] = NetworkGraphs.ConnectorStart(Weights, Sizes).ToBytes(),
            [PackageFile.ConnectorStep] = NetworkGraphs.ConnectorStep(Weights, Sizes).ToBytes(),
            [PackageFile.Decoder] = NetworkGraphs.Decoder(Weights, Sizes).ToBytes(),
            [PackageFile.RewardFeatures] = NetworkGraphs.RewardFeatures(Weights, Sizes).ToBytes(),
        };
        change?.Invoke(files);
        var latent = new LatentDescription(Sizes.Variables, Sizes.Classes, Sizes.Deterministic);
        Package = PackageWriter.Create(
            Path.Combine(root, "package"), PackageManifest.For(Robot, latent, Sizes.Embedding, "vlm-test"), files,
            Behaviour("walk", Weights), Behaviour("stand", RandomNetwork.Weights(Sizes, seed + 100)));
    }

    public static NetworkSizes Sizes => RandomNetwork.Small;

    public static RobotDescription Robot { get; } = new(
        "walker",
        [
            new JointDescription("hip", -0.35, 1.75, 100, 20), new JointDescription("knee", -2.6, 0, 50, 20),
            new JointDescription("ankle", -0.8, 0.8, 20, 20),
        ],
        0.05, 2);

    public NetworkWeights Weights { get; }

    public ModelPackage Package { get; private set; }

    public string Folder => Package.Folder;

    public static NewBehaviour Behaviour(string name, NetworkWeights weights) => new()
    {
        Name = name,
        Prompt = $"please {name}",
        Policy = NetworkGraphs.Policy(weights, Sizes).ToBytes(),
        Embedding = Enumerable.Range(1, Sizes.Embedding).Select(i => (float)i).ToArray(),
    };

    public void Add(NewBehaviour behaviour) => Package = PackageWriter.AddBehaviour(Folder, behaviour);

    public void Add(NewConditionedPolicy policy) => Package = PackageWriter.SetConditionedPolicy(Folder, policy);

    public void Dispose() => Directory.Delete(root, recursive: true);
}
