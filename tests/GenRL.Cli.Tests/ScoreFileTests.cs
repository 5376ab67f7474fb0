using System.Text.Json;
using GenRL.Cli.CommandLine;
using GenRL.Cli.Evaluation;

namespace GenRL.Cli.Tests;

public sealed class ScoreFileTests : IDisposable
{
    private const string Row = """{ "domain": "walker", "task": "walk", "episodes": 20, "return_mean": 502.5, "return_se": 9.15 }""";

    private readonly string _folder = Directory.CreateTempSubdirectory("genrl-scores-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Lists_and_objects_with_rows_or_runs_are_read_and_normalised_anew()
    {
        foreach (string content in new[] { $"[{Row}]", $$"""{ "rows": [{{Row}}] }""", $$"""{ "rows": [], "runs": [{{Row}}], "unknown": 1 }""" })
        {
            var row = Assert.Single(ScoreFile.Read(Write("mine.json", content)));
            Assert.Equal(("walk", "mine", 0.5), (row.Behaviour, row.Method, row.NormalizedMean));
            Assert.Equal(0.01, row.NormalizedSe, 1e-9);
        }
    }

    [Fact]
    public void A_name_before_the_path_names_the_column()
    {
        string path = Write("mine.json", $"[{Row}]");
        Assert.Equal("ours", Assert.Single(ScoreFile.Read($"ours={path}")).Method);
    }

    [Fact]
    public void The_committed_results_can_be_combined()
    {
        string results = Path.Combine(RepositoryRoot.Find(), "docs", "results");
        var rows = ScoreFile.Read(Path.Combine(results, "walker-evaluate.json")).Concat(ScoreFile.Read(Path.Combine(results, "random-walker.json"))).ToList();
        var table = Assert.Single(ScoreTable.Of(rows, []));
        Assert.Equal(["genrl", "random"], table.Columns.Select(column => column.Name));
        Assert.Equal((3, 9), (table.Columns[0].Cells.Count, table.Columns[1].Cells.Count));
    }

    [Theory]
    [InlineData("", "mine.json")]
    [InlineData("[{]", "mine.json")]
    [InlineData("[]", "holds no scores")]
    [InlineData("{}", "holds no scores")]
    [InlineData("""{ "rows": 3 }""", "holds no scores")]
    [InlineData("[1]", "row 0")]
    [InlineData("""[{ "domain": "walker", "task": "walk", "episodes": 0, "return_mean": 1, "return_se": 0 }]""", "episodes above 0")]
    [InlineData("""[{ "domain": "walker", "task": "walk", "episodes": 5, "return_mean": "NaN", "return_se": 0 }]""", "finite return_mean")]
    [InlineData("""[{ "domain": "walker", "task": "walk", "episodes": 5, "return_mean": 1, "return_se": -1 }]""", "return_se")]
    [InlineData("""[{ "domain": "walker", "task": "fly", "episodes": 5, "return_mean": 1, "return_se": 0 }]""", "no task 'fly'")]
    public void Damaged_files_are_refused_by_name(string content, string said)
    {
        string path = Write("mine.json", content);
        string message = Assert.Throws<InvalidDataException>(() => ScoreFile.Read(path)).Message;
        Assert.StartsWith(path, message, StringComparison.Ordinal);
        Assert.Contains(said, message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_file_that_is_missing_is_refused_by_name() =>
        Assert.Contains("nowhere.json", Assert.Throws<InvalidDataException>(() => ScoreFile.Read("nowhere.json")).Message, StringComparison.Ordinal);

    [Fact]
    public async Task A_report_combines_files_and_curves()
    {
        string results = Path.Combine(RepositoryRoot.Find(), "docs", "results");
        Directory.CreateDirectory(Path.Combine(_folder, "run", "walk"));
        Write("run/walk/losses.csv", "step,actor_loss,mean_reward\n25,1,0.1\n50,1,0.2\n75,1");
        File.Copy(Path.Combine(results, "walker-evaluate.json"), Path.Combine(_folder, "evaluate.json"));
        Assert.Equal(ExitCode.Success, await CommandRunner.RunAsync(
            ["report", $"ours={_folder}/evaluate.json", "--curves", $"{_folder}/run", "--published", "GenRL", "--out", $"{_folder}/report", "--json"]));
        Assert.Equal(["curves.png", "report.md", "scores.json", "scores.png"], Directory.GetFiles($"{_folder}/report").Select(Path.GetFileName).Order());
        using JsonDocument scores = JsonDocument.Parse(File.ReadAllText($"{_folder}/report/scores.json"));
        Assert.Equal(2, scores.RootElement[0].GetProperty("columns").GetArrayLength());
    }

    [Theory]
    [InlineData("losses.csv", "step,loss\n1,2\n", "mean_reward")]
    [InlineData("losses.csv", "step,mean_reward\n1,many\n", "'many' is no number")]
    [InlineData("rounds.json", "[{}]", "holds no rounds")]
    [InlineData("rounds.json", "[", "rounds.json")]
    [InlineData("other.txt", "", "holds neither")]
    public void Damaged_curves_are_refused_by_name(string file, string content, string said)
    {
        Write(file, content);
        Assert.Contains(said, Assert.Throws<InvalidDataException>(() => new LearningCurves().Add(_folder, "")).Message, StringComparison.Ordinal);
    }

    private string Write(string name, string content)
    {
        string path = Path.Combine(_folder, name);
        File.WriteAllText(path, content);
        return path;
    }
}
