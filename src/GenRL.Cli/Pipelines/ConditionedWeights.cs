using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using GenRL.Learning.Behaviours;
using GenRL.Learning.Behaviours.Conditioned;
using GenRL.Learning.Checkpoints;
using GenRL.Learning.Export;
using GenRL.Learning.WorldModels;
using GenRL.Robots.Packages;

namespace GenRL.Cli.Pipelines;

/// <summary>The prompt-conditioned policy of a package as something to learn on from.</summary>
public static class ConditionedWeights
{
    private const string OptionsKey = "options";

    private static readonly JsonSerializerOptions Json = new()
    {
        PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower,
        Converters = { new JsonStringEnumConverter(JsonNamingPolicy.SnakeCaseLower) },
    };

    /// <summary>Puts a policy into a package: the network that runs on the robot, and the weights to learn on from in half precision.</summary>
    /// <param name="packageFolder">The package; a policy that is in it already is replaced.</param>
    /// <param name="policy">The policy.</param>
    /// <param name="options">How it was learned.</param>
    /// <param name="steps">Gradient steps it was learned for.</param>
    /// <param name="sizes">Sizes of the package's networks.</param>
    public static void AddTo(string packageFolder, ConditionedPolicy policy, BehaviourOptions options, long steps, NetworkSizes sizes)
    {
        PackageWriter.SetConditionedPolicy(packageFolder, new NewConditionedPolicy
        {
            Policy = BehaviourExport.ConditionedPolicy(policy.Actor, sizes).ToBytes(),
            Steps = steps,
            Provenance = new JsonObject { [OptionsKey] = JsonSerializer.SerializeToNode(options, Json) },
        });
        PackageWriter.SetFile(packageFolder, PackageFile.PolicyWeights, ModuleCheckpoint.HalfBytes(policy));
    }

    /// <summary>The policy of a package and the options it was learned with; null where the package has none to learn on from.</summary>
    /// <param name="package">The package.</param>
    /// <param name="world">Sizes of its world model.</param>
    /// <exception cref="PackageException">The package does not say how the networks are built, or they are damaged.</exception>
    public static (ConditionedPolicy Policy, BehaviourOptions Options)? Load(ModelPackage package, WorldModelOptions world)
    {
        if (package.Manifest.ConditionedPolicy is not { } described || !package.Manifest.Hashes.ContainsKey(PackageFile.PolicyWeights))
        {
            return null;
        }

        try
        {
            var options = described.Provenance[OptionsKey].Deserialize<BehaviourOptions>(Json)?.Validated()
                ?? throw new PackageException(package.Folder, "does not say how its conditioned policy is built", "Export it again with 'genrl train package --conditioned'.");
            var policy = ConditionedPolicy.Create(world, package.Manifest.EmbeddingSize, options);
            ModuleCheckpoint.Load(Path.Combine(package.Folder, PackageFile.PolicyWeights), policy);
            return (policy, options);
        }
        catch (Exception damaged) when (damaged is JsonException or ArgumentException or InvalidDataException)
        {
            throw new PackageException(package.Folder, $"has a conditioned policy that cannot be learned on from: {damaged.Message}", "Export it again with 'genrl train package --conditioned'.", damaged);
        }
    }
}
