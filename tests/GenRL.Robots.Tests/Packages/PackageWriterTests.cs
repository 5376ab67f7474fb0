using GenRL.Robots.Packages;

namespace GenRL.Robots.Tests.Packages;

public sealed class PackageWriterTests : PackageFixture
{
    [Fact]
    public void A_package_without_a_required_file_is_not_written()
    {
        Dictionary<string, ReadOnlyMemory<byte>> files = Files();
        files.Remove(PackageFile.Aligner);

        var error = Assert.Throws<PackageException>(() => PackageWriter.Create(Folder, Manifest, files));

        Assert.Contains("aligner.onnx", error.Message, StringComparison.Ordinal);
        Assert.Empty(Directory.GetFileSystemEntries(Path.GetDirectoryName(Folder)!));
    }

    [Fact]
    public void A_folder_with_other_content_is_left_alone()
    {
        Directory.CreateDirectory(Folder);
        File.WriteAllText(Path.Combine(Folder, "thesis.txt"), "years of work");

        Assert.Throws<PackageException>(Create);

        Assert.Equal("years of work", File.ReadAllText(Path.Combine(Folder, "thesis.txt")));
    }

    [Fact]
    public void Writing_again_replaces_the_whole_package()
    {
        Create();
        Dictionary<string, ReadOnlyMemory<byte>> files = Files();
        files[PackageFile.WorldModelWeights] = new byte[] { 9 };

        ModelPackage package = PackageWriter.Create(Folder, Manifest, files);

        Assert.Empty(package.Manifest.Behaviours);
        Assert.Equal([9], package.Read(PackageFile.WorldModelWeights));
        Assert.Equal(Folder, Assert.Single(Directory.GetFileSystemEntries(Path.GetDirectoryName(Folder)!)));
    }

    [Fact]
    public void An_optional_file_can_be_added_and_replaced()
    {
        Create();
        PackageWriter.SetFile(Folder, PackageFile.ConfidenceScale, new byte[] { 1 });

        ModelPackage package = PackageWriter.SetFile(Folder, PackageFile.ConfidenceScale, new byte[] { 2 });

        Assert.Equal([2], package.Read(PackageFile.ConfidenceScale));
        Assert.Equal("walk", Assert.Single(package.Manifest.Behaviours).Name);
    }

    [Theory]
    [InlineData(PackageFile.Encoder)]
    [InlineData("behaviours/walk/policy.onnx")]
    [InlineData(PackageFile.ConditionedPolicy)]
    [InlineData("../elsewhere.json")]
    public void Files_that_belong_together_are_not_replaced_one_by_one(string file)
    {
        Create();

        Assert.Throws<PackageException>(() => PackageWriter.SetFile(Folder, file, new byte[] { 1 }));

        ModelPackage.Load(Folder);
    }

    [Fact]
    public void A_behaviour_can_be_added_to_a_package()
    {
        Create();

        ModelPackage package = PackageWriter.AddBehaviour(Folder, Walk() with { Name = "kick", Prompt = "kick", DataFree = true, Embedding = default });

        Assert.Equal(["walk", "kick"], package.Manifest.Behaviours.Select(behaviour => behaviour.Name));
        Assert.True(package.Behaviour("kick").DataFree);
        Assert.Null(package.ReadEmbedding("kick"));
    }

    [Fact]
    public void Replacing_a_behaviour_leaves_no_stale_file_and_a_reader_keeps_its_old_package_until_then()
    {
        ModelPackage old = Create();
        Assert.Equal([1, 2, 1], old.Read(old.Behaviour("walk").File));

        ModelPackage package = PackageWriter.AddBehaviour(Folder, Walk(version: 2));
        package = PackageWriter.AddBehaviour(Folder, Walk(version: 3));

        Assert.Equal([1, 2, 3], package.Read(package.Behaviour("walk").File));
        string[] onDisk = [.. Directory.GetFiles(Folder, "*", SearchOption.AllDirectories).Select(file => Path.GetRelativePath(Folder, file)).Order(StringComparer.Ordinal)];
        Assert.Equal([.. package.Manifest.Hashes.Keys.Append(PackageFile.Manifest).Order(StringComparer.Ordinal)], onDisk);
    }

    [Fact]
    public void A_writer_that_dies_before_the_manifest_leaves_the_old_package_whole()
    {
        Create();
        byte[] manifest = File.ReadAllBytes(ManifestPath);
        PackageWriter.AddBehaviour(Folder, Walk(version: 1) with { Name = "kick" });

        File.WriteAllBytes(ManifestPath, manifest);

        Assert.Equal("walk", Assert.Single(ModelPackage.Load(Folder, Robot).Manifest.Behaviours).Name);
    }

    [Fact]
    public async Task Writers_at_the_same_time_all_succeed()
    {
        Create();

        await Task.WhenAll(Enumerable.Range(0, 6).Select(i => Task.Run(() => PackageWriter.AddBehaviour(Folder, Walk((byte)i) with { Name = $"kick{i}" }))));

        Assert.Equal(7, ModelPackage.Load(Folder, Robot).Manifest.Behaviours.Count);
    }

    [Theory]
    [InlineData("")]
    [InlineData("../kick")]
    [InlineData("Kick")]
    [InlineData("a b")]
    public void An_unfit_behaviour_name_is_refused(string name)
    {
        Create();

        Assert.Throws<PackageException>(() => PackageWriter.AddBehaviour(Folder, Walk() with { Name = name }));
    }

    [Fact]
    public void An_embedding_of_the_wrong_width_is_refused()
    {
        Create();

        Assert.Throws<PackageException>(() => PackageWriter.AddBehaviour(Folder, Walk() with { Embedding = new float[4] }));
    }

    [Fact]
    public void A_manifest_that_would_be_too_large_is_not_written()
    {
        PackageManifest manifest = Manifest;
        manifest.Training!["log"] = new string('x', PackageLimits.ManifestBytes);

        Assert.Throws<PackageException>(() => PackageWriter.Create(Folder, manifest, Files()));
        Assert.False(Directory.Exists(Folder));
    }

    [Fact]
    public void Adding_to_a_folder_that_is_no_package_is_refused()
    {
        Assert.Throws<PackageException>(() => PackageWriter.AddBehaviour(Folder, Walk()));
    }
}
