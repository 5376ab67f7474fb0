using System.Text.Json.Nodes;
using GenRL.Robots.Packages;

namespace GenRL.Robots.Tests.Packages;

/// <summary>A package in a folder of its own whose networks are arbitrary bytes: these checks look at names, sizes and hashes only.</summary>
public abstract class PackageFixture : IDisposable
{
    protected static readonly RobotDescription Robot = new(
        "walker", [new JointDescription("hip", -1, 2, 100, 10), new JointDescription("knee", -2, 0, 50, 10)], 0.05, 2);

    protected static readonly RobotDescription Spider = Robot with { Commands = [new CommandDescription("lift", CommandKind.Target, -1, 1.1)] };

    private readonly string root = Directory.CreateTempSubdirectory("genrl-package-").FullName;

    protected PackageFixture() => Folder = Path.Combine(root, "package");

    protected string Folder { get; }

    protected string ManifestPath => Path.Combine(Folder, PackageFile.Manifest);

    protected static PackageManifest Manifest => PackageManifest.For(Robot, new LatentDescription(4, 5, 8), 3, "vlm-test", new JsonObject { ["seed"] = 7 });

    public void Dispose()
    {
        Directory.Delete(root, recursive: true);
        GC.SuppressFinalize(this);
    }

    protected static Dictionary<string, ReadOnlyMemory<byte>> Files() =>
        PackageFile.Required.ToDictionary(file => file, file => new ReadOnlyMemory<byte>([.. file.Select(c => (byte)c)]));

    protected static NewBehaviour Walk(byte version = 1) => new()
    {
        Name = "walk",
        Prompt = "walk fast clean",
        Policy = new byte[] { 1, 2, version },
        Embedding = new float[] { 0.6f, 0, 0.8f },
        Scores = new Dictionary<string, double> { ["walk"] = 0.7 },
    };

    protected ModelPackage Create() => PackageWriter.Create(Folder, Manifest, Files(), Walk());

    /// <summary>Changes the manifest's JSON behind the writer's back.</summary>
    protected void Edit(Action<JsonObject> change)
    {
        JsonObject manifest = JsonNode.Parse(File.ReadAllText(ManifestPath))!.AsObject();
        change(manifest);
        File.WriteAllText(ManifestPath, manifest.ToJsonString());
    }

    /// <summary>Loads the package, expecting a refusal whose message holds every given text.</summary>
    protected void AssertRefused(params ReadOnlySpan<string> texts)
    {
        var error = Assert.Throws<PackageException>(() => ModelPackage.Load(Folder, Robot));
        foreach (string text in texts)
        {
            Assert.Contains(text, error.Message, StringComparison.Ordinal);
        }
    }
}
