using System.Text.Json.Nodes;
using GenRL.Robots.Packages;

namespace GenRL.Robots.Tests.Packages;

public sealed class ModelPackageTests : PackageFixture
{
    [Fact]
    public void A_written_package_loads_with_everything_it_was_given()
    {
        Create();

        ModelPackage package = ModelPackage.Load(Folder, Robot);

        Assert.Equal(["hip", "knee"], package.Manifest.JointNames);
        Assert.Equal(Robot.Joints, package.Manifest.ToRobot().Joints);
        Assert.Equal(20, package.Manifest.Latent.Stoch);
        Assert.Equal([100, 50], package.Manifest.ActionScaling.ScaleNm);
        Assert.Equal(7, (int)package.Manifest.Training!["seed"]!);
        Assert.Equal("walk fast clean", package.Behaviour("walk").Prompt);
        Assert.Equal(0.7, package.Behaviour("walk").Scores["walk"]);
        Assert.Equal([0.6f, 0, 0.8f], package.ReadEmbedding("walk")!);
        Assert.Equal("encoder.onnx"u8.ToArray(), package.Read(PackageFile.Encoder));
    }

    [Fact]
    public void A_changed_byte_is_found_and_the_file_named()
    {
        Create();
        File.WriteAllText(Path.Combine(Folder, PackageFile.Dynamics), "dynamics.onnX");

        AssertRefused("dynamics.onnx", "hash");
    }

    [Fact]
    public void A_file_changed_after_loading_is_not_handed_out()
    {
        ModelPackage package = Create();
        File.WriteAllText(Path.Combine(Folder, PackageFile.Dynamics), "dynamics.onnX");

        Assert.Throws<PackageException>(() => package.Read(PackageFile.Dynamics));
    }

    [Fact]
    public void A_missing_file_is_named()
    {
        Create();
        File.Delete(Path.Combine(Folder, PackageFile.Decoder));

        AssertRefused("decoder.onnx", "missing");
    }

    [Fact]
    public void A_missing_manifest_or_folder_is_named()
    {
        AssertRefused(Folder, "no such folder");
        Directory.CreateDirectory(Folder);
        AssertRefused("manifest.json", "missing");
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("[]")]
    [InlineData("{}")]
    [InlineData("{\"schema_version\": 1")]
    [InlineData("\0\u0001\u0002")]
    public void A_manifest_that_is_no_manifest_is_refused(string content)
    {
        Create();
        File.WriteAllText(ManifestPath, content);

        AssertRefused("manifest.json");
    }

    [Fact]
    public void A_manifest_cut_short_anywhere_is_refused()
    {
        Create();
        byte[] whole = File.ReadAllBytes(ManifestPath);
        int end = whole.AsSpan().LastIndexOf((byte)'}');

        for (int length = 0; length <= end; length += 37)
        {
            File.WriteAllBytes(ManifestPath, whole[..length]);
            AssertRefused("manifest.json");
        }
    }

    [Fact]
    public void An_oversized_manifest_is_refused_unread()
    {
        Create();
        using (FileStream stream = File.OpenWrite(ManifestPath))
        {
            stream.SetLength(1L << 33);
        }

        AssertRefused("manifest.json", "bytes, more than");
    }

    [Fact]
    public void A_deeply_nested_manifest_is_refused()
    {
        Create();
        File.WriteAllText(ManifestPath, string.Concat(Enumerable.Repeat("{\"training\":", 5000)) + "1" + new string('}', 5000));

        AssertRefused("manifest.json");
    }

    [Theory]
    [InlineData("../secret")]
    [InlineData("/etc/passwd")]
    [InlineData("behaviours/../../secret")]
    [InlineData("a//b")]
    [InlineData("./encoder.onnx")]
    [InlineData("a\\b")]
    [InlineData("")]
    [InlineData("manifest.json")]
    [InlineData("a\nb")]
    public void A_path_that_leaves_the_package_is_refused(string path)
    {
        Create();
        Edit(manifest => manifest["hashes"]![path] = new string('0', 64));

        AssertRefused("not a path inside the package");
    }

    [Fact]
    public void A_symbolic_link_in_place_of_a_file_is_refused()
    {
        Create();
        string file = Path.Combine(Folder, PackageFile.Encoder);
        string outside = Path.Combine(Path.GetDirectoryName(Folder)!, "outside");
        File.Move(file, outside);
        File.CreateSymbolicLink(file, outside);

        AssertRefused("encoder.onnx", "symbolic link");
    }

    [Fact]
    public void A_symbolic_link_in_place_of_a_folder_is_refused()
    {
        Create();
        string folder = Path.Combine(Folder, PackageFile.Behaviours);
        string outside = Path.Combine(Path.GetDirectoryName(Folder)!, "outside");
        Directory.Move(folder, outside);
        Directory.CreateSymbolicLink(folder, outside);

        AssertRefused("behaviours", "symbolic link");
    }

    [Fact]
    public void Another_robot_or_another_joint_order_is_refused()
    {
        ModelPackage package = Create();

        Assert.Contains("quadruped", Assert.Throws<PackageException>(() => package.RequireRobot(Robot with { Name = "quadruped" })).Message, StringComparison.Ordinal);
        Assert.Contains("knee, hip", Assert.Throws<PackageException>(() => package.RequireRobot(Robot with { Joints = [Robot.Joints[1], Robot.Joints[0]] })).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_robot_that_is_commanded_by_targets_keeps_its_commands_beside_its_joints()
    {
        PackageWriter.Create(Folder, PackageManifest.For(Spider, Manifest.Latent, 3, "vlm-test", null), Files(), Walk());

        PackageManifest manifest = ModelPackage.Load(Folder, Spider).Manifest;

        Assert.Equal(["hip", "knee"], manifest.JointNames);
        Assert.Equal((1, ActionScaling.Target), (manifest.ActionSize, manifest.ActionScaling.Kind));
        Assert.Equal(Spider.Commands, manifest.ToRobot().Commands);
        Assert.Contains("\"target\"", File.ReadAllText(ManifestPath), StringComparison.Ordinal);
        RobotDescription other = Spider with { Commands = [Spider.Commands[0] with { Name = "yaw" }] };
        Assert.Contains("command lift", Assert.Throws<PackageException>(() => ModelPackage.Load(Folder, other)).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("""[]""", "commands has 0")]
    [InlineData("""[null]""", "null")]
    [InlineData("""[{"name": "lift", "kind": "target", "lower": 1, "upper": -1}]""", "range")]
    [InlineData("""[{"name": "lift", "kind": 7, "lower": -1, "upper": 1}]""", "kind")]
    [InlineData("""[{"name": "lift", "kind": "wish", "lower": -1, "upper": 1}]""", "kind")]
    [InlineData("""[{"name": "lift", "kind": "target", "lower": -1, "upper": 1}, {"name": "lift", "kind": "target", "lower": -1, "upper": 1}]""", "twice")]
    [InlineData("""null""", "action_scaling")]
    public void Commands_that_make_no_sense_are_refused(string commands, string named)
    {
        PackageWriter.Create(Folder, PackageManifest.For(Spider, Manifest.Latent, 3, "vlm-test", null), Files(), Walk());
        Edit(manifest => manifest["commands"] = JsonNode.Parse(commands));
        Assert.Contains(named, Assert.Throws<PackageException>(() => ModelPackage.Load(Folder)).Message, StringComparison.Ordinal);
    }

    public static TheoryData<string, string> Contradictions() => new()
    {
        { """{"schema_version": 2}""", "schema_version" },
        { """{"robot": "../walker"}""", "robot" },
        { """{"agent_period_s": 0}""", "agent_period_s" },
        { """{"agent_period_s": "fast"}""", "agent_period_s" },
        { """{"action_repeat": 0}""", "action_repeat" },
        { """{"joint_names": []}""", "joint_names" },
        { """{"joint_names": ["hip", "hip"]}""", "twice" },
        { """{"joint_names": ["knee", "hip"]}""", "same order" },
        { """{"joint_names": null}""", "manifest" },
        { """{"joint_limits": [null, null]}""", "joint_limits" },
        { """{"observation": {"width": 32, "height": 64, "channels": 3, "layout": "rgb_chw"}}""", "observation" },
        { """{"latent": {"variables": 0, "classes": 5, "deter": 8}}""", "latent.variables" },
        { """{"latent": {"variables": 60000, "classes": 60000, "deter": 8}}""", "latent" },
        { """{"latent": {"variables": 4, "classes": 1, "deter": 8}}""", "latent.classes" },
        { """{"embedding_size": -1}""", "embedding_size" },
        { """{"embedding_size": 4}""", "embedding" },
        { """{"action_scaling": {"kind": "position", "scale_nm": [1, 1]}}""", "action_scaling" },
        { """{"action_scaling": {"kind": "torque", "scale_nm": [1]}}""", "action_scaling" },
        { """{"action_scaling": {"kind": "target", "scale_nm": []}}""", "action_scaling" },
        { """{"action_scaling": {"kind": "torque", "scale_nm": [1, -1]}}""", "action_scaling" },
        { """{"hashes": {}}""", "encoder.onnx" },
        { """{"behaviours": [null]}""", "behaviours" },
        { """{"vlm_id": ""}""", "vlm_id" },
        { """{"surprise": 1}""", "surprise" },
    };

    [Theory]
    [MemberData(nameof(Contradictions))]
    public void A_manifest_that_contradicts_itself_is_refused_and_the_entry_named(string replacement, string named)
    {
        Create();
        Edit(manifest =>
        {
            foreach ((string key, JsonNode? value) in JsonNode.Parse(replacement)!.AsObject())
            {
                manifest[key] = value?.DeepClone();
            }
        });

        AssertRefused(named);
    }

    [Fact]
    public void Behaviours_must_have_plain_unique_names_and_listed_files()
    {
        Create();
        JsonNode Behaviour(JsonObject manifest) => manifest["behaviours"]![0]!;

        Edit(manifest => Behaviour(manifest)["name"] = "../walk");
        AssertRefused("behaviour name");
        Edit(manifest => Behaviour(manifest)["name"] = "walk");
        Edit(manifest => Behaviour(manifest)["file"] = "behaviours/walk/other.onnx");
        AssertRefused("other.onnx");
        Edit(manifest => Behaviour(manifest)["file"] = "encoder.onnx");
        AssertRefused("disagree");
        Edit(manifest => manifest["behaviours"]!.AsArray().Add(Behaviour(manifest).DeepClone()));
        AssertRefused("disagree");
    }

    [Fact]
    public void An_unknown_behaviour_lists_the_known_ones()
    {
        ModelPackage package = Create();

        Assert.Contains("walk", Assert.Throws<PackageException>(() => package.Behaviour("fly")).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_not_listed_cannot_be_read()
    {
        ModelPackage package = Create();
        File.WriteAllText(Path.Combine(Folder, "extra.onnx"), "x");

        Assert.Throws<PackageException>(() => package.Read("extra.onnx"));
    }
}
