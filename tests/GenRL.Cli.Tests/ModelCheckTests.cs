using GenRL.Cli.CommandLine;
using GenRL.Cli.Doctor;

namespace GenRL.Cli.Tests;

public sealed class ModelCheckTests : IDisposable
{
    private readonly string _root = Directory.CreateTempSubdirectory("genrl-models-").FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    [Fact]
    public void The_shipped_models_are_whole_and_belong_together() =>
        Assert.All(ModelCheck.Run(RepositoryRoot.Find()), line => Assert.True(line.Status == DependencyStatus.Found, $"{line.Name}: {line.Fix}"));

    [Fact]
    public void A_damaged_file_is_named_with_the_fix_and_what_is_whole_stays_found()
    {
        foreach (string file in Directory.EnumerateFiles(Path.Combine(RepositoryRoot.Find(), "models"), "*", SearchOption.AllDirectories))
        {
            string copy = Path.Combine(_root, Path.GetRelativePath(RepositoryRoot.Find(), file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        using (FileStream encoder = File.Open(Path.Combine(_root, DefaultPaths.Package, "encoder.onnx"), FileMode.Open))
        {
            encoder.SetLength(encoder.Length - 1);
        }

        ILookup<DependencyStatus, Dependency> lines = ModelCheck.Run(_root).ToLookup(line => line.Status);
        Assert.Equal(DefaultPaths.VideoLanguageModel, Assert.Single(lines[DependencyStatus.Found]).Name);
        Assert.All(lines[DependencyStatus.Missing], line => Assert.Contains("encoder.onnx", line.Fix, StringComparison.Ordinal));
        Assert.All(lines[DependencyStatus.Missing], line => Assert.EndsWith("(git checkout -- models)", line.Fix, StringComparison.Ordinal));
    }

    [Fact]
    public void Missing_models_are_missing_and_no_crash() =>
        Assert.All(ModelCheck.Run(_root), line => Assert.Equal(DependencyStatus.Missing, line.Status));
}
