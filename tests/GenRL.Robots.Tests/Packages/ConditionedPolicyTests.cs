using System.Text.Json.Nodes;
using GenRL.Robots.Packages;

namespace GenRL.Robots.Tests.Packages;

public sealed class ConditionedPolicyTests : PackageFixture
{
    private const string Key = "conditioned_policy";

    private string PolicyPath => Path.Combine(Folder, PackageFile.ConditionedPolicy);

    [Fact]
    public void A_package_without_a_conditioned_policy_says_nothing_of_it_and_loads()
    {
        Create();

        Assert.DoesNotContain(Key, File.ReadAllText(ManifestPath), StringComparison.Ordinal);
        Assert.Null(ModelPackage.Load(Folder, Robot).Manifest.ConditionedPolicy);
    }

    [Fact]
    public void A_conditioned_policy_is_read_back_as_it_was_put_in_and_behaviours_stay()
    {
        Create();

        PackageWriter.SetConditionedPolicy(Folder, Policy(1));
        ModelPackage package = PackageWriter.AddBehaviour(Folder, Walk() with { Name = "kick" });

        ConditionedPolicyDescription policy = package.Manifest.ConditionedPolicy!;
        Assert.Equal((PackageFile.ConditionedPolicy, 3, 500L), (policy.File, policy.EmbeddingSize, policy.Steps));
        Assert.Equal([7, 1], package.Read(policy.File));
        Assert.Equal("all of them", (string?)policy.Provenance["sentences"]);
        Assert.Equal(0.25, policy.Scores!["walk"]);
        Assert.Equal(["walk", "kick"], package.Manifest.Behaviours.Select(behaviour => behaviour.Name));
    }

    [Fact]
    public void Replacing_it_leaves_no_stale_file_and_a_reader_keeps_its_old_one_until_then()
    {
        Create();
        ModelPackage old = PackageWriter.SetConditionedPolicy(Folder, Policy(1));
        Assert.Equal([7, 1], old.Read(old.Manifest.ConditionedPolicy!.File));

        PackageWriter.SetConditionedPolicy(Folder, Policy(2));
        ModelPackage package = PackageWriter.SetConditionedPolicy(Folder, Policy(3));

        Assert.Equal([7, 3], package.Read(package.Manifest.ConditionedPolicy!.File));
        Assert.Single(Directory.GetFiles(Path.Combine(Folder, PackageFile.Conditioned)));
        Assert.Single(package.Manifest.Hashes.Keys, file => file.StartsWith(PackageFile.Conditioned, StringComparison.Ordinal));
    }

    [Fact]
    public void Weights_to_learn_on_from_go_with_the_policy_they_belong_to()
    {
        Create();
        PackageWriter.SetConditionedPolicy(Folder, Policy(1));
        Assert.Contains(PackageFile.PolicyWeights, PackageWriter.SetFile(Folder, PackageFile.PolicyWeights, new byte[] { 1 }).Manifest.Hashes.Keys);

        ModelPackage package = PackageWriter.SetConditionedPolicy(Folder, Policy(2));

        Assert.DoesNotContain(PackageFile.PolicyWeights, package.Manifest.Hashes.Keys);
        Assert.False(File.Exists(Path.Combine(Folder, PackageFile.PolicyWeights)));
    }

    [Fact]
    public void It_may_ship_without_scores()
    {
        Create();

        Assert.Null(PackageWriter.SetConditionedPolicy(Folder, Policy(1) with { Scores = null }).Manifest.ConditionedPolicy!.Scores);
    }

    [Fact]
    public void A_changed_or_missing_network_is_found_and_named()
    {
        Create();
        PackageWriter.SetConditionedPolicy(Folder, Policy(1));

        File.WriteAllBytes(PolicyPath, [7, 2]);
        AssertRefused(PackageFile.ConditionedPolicy, "hash");
        File.Delete(PolicyPath);
        AssertRefused(PackageFile.ConditionedPolicy, "missing");
        File.CreateSymbolicLink(PolicyPath, Path.Combine(Folder, PackageFile.Encoder));
        AssertRefused("symbolic link");
    }

    [Fact]
    public void Figures_that_cannot_be_are_not_written_and_the_package_stays_whole()
    {
        Create();

        Assert.Throws<PackageException>(() => PackageWriter.SetConditionedPolicy(Folder, Policy(1) with { Steps = -1 }));
        Assert.Throws<PackageException>(() => PackageWriter.SetConditionedPolicy(
            Folder, Policy(1) with { Scores = new Dictionary<string, double> { ["walk"] = double.NaN } }));
        Assert.Throws<PackageException>(() => PackageWriter.SetConditionedPolicy(
            Folder, Policy(1) with { Provenance = new JsonObject { ["log"] = new string('x', PackageLimits.ManifestBytes) } }));

        Assert.Null(ModelPackage.Load(Folder, Robot).Manifest.ConditionedPolicy);
    }

    public static TheoryData<string, string> Contradictions() => new()
    {
        { """{"file": "conditioned/other.onnx"}""", "other.onnx" },
        { """{"file": "encoder.onnx"}""", "conditioned_policy.file" },
        { """{"file": "conditioned/../encoder.onnx"}""", "hashes does not name" },
        { """{"file": "/etc/passwd"}""", "conditioned_policy.file" },
        { """{"file": ""}""", "conditioned_policy.file" },
        { """{"file": null}""", "not a manifest" },
        { """{"sha256": "0000"}""", "disagree" },
        { """{"embedding_size": 4}""", "conditioned_policy.embedding_size is 4" },
        { """{"embedding_size": 2147483648}""", "embedding_size" },
        { """{"steps": -1}""", "conditioned_policy.steps" },
        { """{"steps": "NaN"}""", "steps" },
        { """{"steps": 1e999}""", "steps" },
        { """{"scores": {"walk": "NaN"}}""", "scores" },
        { """{"provenance": null}""", "not a manifest" },
        { """{"provenance": "me"}""", "provenance" },
        { """{"surprise": 1}""", "surprise" },
    };

    [Theory]
    [MemberData(nameof(Contradictions))]
    public void A_declaration_that_contradicts_the_package_is_refused_and_the_entry_named(string replacement, string named)
    {
        Create();
        PackageWriter.SetConditionedPolicy(Folder, Policy(1));
        Edit(manifest =>
        {
            foreach ((string key, JsonNode? value) in JsonNode.Parse(replacement)!.AsObject())
            {
                manifest[Key]![key] = value?.DeepClone();
            }
        });

        AssertRefused(named);
    }

    [Fact]
    public void A_declaration_cut_down_to_part_of_its_entries_is_refused()
    {
        foreach (string missing in new[] { "file", "sha256", "embedding_size", "steps", "provenance" })
        {
            Create();
            PackageWriter.SetConditionedPolicy(Folder, Policy(1));
            Edit(manifest => manifest[Key]!.AsObject().Remove(missing));
            AssertRefused(missing);
        }
    }

    private static NewConditionedPolicy Policy(byte version) => new()
    {
        Policy = new byte[] { 7, version },
        Steps = 500,
        Provenance = new JsonObject { ["sentences"] = "all of them" },
        Scores = new Dictionary<string, double> { ["walk"] = 0.25 },
    };
}
