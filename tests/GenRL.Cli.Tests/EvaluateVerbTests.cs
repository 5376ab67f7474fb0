using System.Text.Json;
using GenRL.Cli.CommandLine;
using GenRL.Cli.Evaluation;
using GenRL.Cli.Pipelines;
using GenRL.Robots.Packages;
using GenRL.Testing;

namespace GenRL.Cli.Tests;

public sealed class EvaluateVerbTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("genrl-evaluate-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task A_random_agent_is_measured_in_every_task_and_a_second_run_keeps_what_is_there()
    {
        string[] line = ["evaluate", "--random", "--episodes", "2", "--seeds", "1,2", "--out", _folder, "--json"];
        Assert.Equal(ExitCode.Success, await CommandRunner.RunAsync(line));
        Assert.Equal([EvaluationResults.FileName, "scores.png", "table.md"], Directory.GetFiles(_folder).Select(Path.GetFileName).Order());
        string path = Path.Combine(_folder, EvaluationResults.FileName);
        using (JsonDocument results = JsonDocument.Parse(File.ReadAllText(path)))
        {
            Assert.Equal((9, 18), (results.RootElement.GetProperty("rows").GetArrayLength(), results.RootElement.GetProperty("runs").GetArrayLength()));
            Assert.Equal("walker", results.RootElement.GetProperty("configuration").GetProperty("domain").GetString());
            JsonElement row = results.RootElement.GetProperty("rows")[0];
            foreach (string key in new[] { "domain", "task", "prompt", "episodes", "return_mean", "return_se", "normalized_mean", "normalized_se", "method", "runs" })
            {
                Assert.True(row.TryGetProperty(key, out _), key);
            }
        }

        // a kept run keeps even a number that no run would give
        string marked = System.Text.RegularExpressions.Regex.Replace(File.ReadAllText(path), "(\"runs\": \\[\\s*{[^}]*?\"return_mean\": )[0-9.]+", "${1}123.25");
        Assert.Contains("123.25", marked, StringComparison.Ordinal);
        File.WriteAllText(path, marked);
        Assert.Equal(ExitCode.Success, await CommandRunner.RunAsync(line));
        Assert.Contains("123.25", File.ReadAllText(path), StringComparison.Ordinal);
        line[3] = "1";
        Assert.Equal(ExitCode.Success, await CommandRunner.RunAsync(line));
        Assert.DoesNotContain("123.25", File.ReadAllText(path), StringComparison.Ordinal);
    }

    [Fact]
    public async Task Experts_are_measured_in_their_own_tasks_and_only_those_there_are()
    {
        string dataset = Path.Combine(_folder, "data"), experts = Path.Combine(dataset, "experts"), results = Path.Combine(_folder, "out");
        Assert.Equal(ExitCode.Success, await CommandRunner.RunAsync(
            ["collect", dataset, "--agent", "td3", "--preset", "debug,cheetah", "--set", "experts.steps=500", "--set", "experts.random_episodes=1"]));
        Assert.Equal(ExitCode.Success, await CommandRunner.RunAsync(["evaluate", "--experts", experts, "--domain", "cheetah", "--episodes", "2", "--out", results]));
        using JsonDocument document = JsonDocument.Parse(File.ReadAllText(Path.Combine(results, EvaluationResults.FileName)));
        JsonElement row = Assert.Single(document.RootElement.GetProperty("rows").EnumerateArray());
        Assert.Equal(("expert", "run", 2), (row.GetProperty("method").GetString(), row.GetProperty("task").GetString(), row.GetProperty("episodes").GetInt32()));
        Assert.Equal(ExitCode.WrongUse, await CommandRunner.RunAsync(["evaluate", "--experts", experts, "--domain", "cheetah", "--tasks", "standing"]));
        Assert.Equal(ExitCode.WrongUse, await CommandRunner.RunAsync(["evaluate", "--experts", experts, "--domain", "hydra"]));
        Assert.Equal(ExitCode.Failed, await CommandRunner.RunAsync(["evaluate", "--experts", experts, "--domain", "walker", "--tasks", "run"]));
        Assert.Equal(ExitCode.Failed, await CommandRunner.RunAsync(["evaluate", "--experts", results, "--domain", "cheetah"]));
    }

    [Theory]
    [InlineData("evaluate --random --prompt walk")]
    [InlineData("evaluate --random --domain hydra")]
    [InlineData("evaluate --experts nowhere --prompt walk")]
    [InlineData("evaluate --random --seeds 1,1")]
    [InlineData("evaluate --random --seeds one")]
    [InlineData("evaluate --random --episodes 0")]
    [InlineData("evaluate --random --threads 0")]
    [InlineData("evaluate --label nonsense")]
    [InlineData("evaluate --prompts all")]
    [InlineData("evaluate --prompts paper --prompt walk")]
    [InlineData("evaluate --tasks fly")]
    [InlineData("report --out nowhere")]
    [InlineData("report nothing.json")]
    [InlineData("report --curves nowhere --out nowhere --published SAC")]
    public async Task Wrong_use_returns_two(string line) => Assert.Equal(ExitCode.WrongUse, await CommandRunner.RunAsync(line.Split(' ')));

    [Fact]
    public async Task A_damaged_earlier_result_is_an_error_and_stays()
    {
        string path = Path.Combine(_folder, EvaluationResults.FileName);
        File.WriteAllText(path, "{ \"runs\": [");
        Assert.Equal(ExitCode.Failed, await CommandRunner.RunAsync(["evaluate", "--random", "--episodes", "1", "--out", _folder]));
        Assert.Equal("{ \"runs\": [", File.ReadAllText(path));
    }

    [Fact]
    public void Policies_are_chosen_by_name_by_sentence_and_by_the_benchmarks_sentences()
    {
        PackagePolicies shipped = SpecialistsOnly();
        List<string> skipped = [];
        Assert.Equal(["run", "stand", "walk"], shipped.Select(new PolicyRequest(), skipped.Add).Select(policy => policy.Behaviour).Order());
        Assert.Empty(skipped);
        var walk = Assert.Single(shipped.Select(new PolicyRequest { Prompt = "walk fast clean" }, skipped.Add));
        Assert.Equal(("walk", 9), (walk.Behaviour, walk.Tasks.Count));
        Assert.Equal(["walk"], Assert.Single(shipped.Select(new PolicyRequest { Prompt = "walk fast clean", Tasks = ["walk"] }, skipped.Add)).Tasks);
        Assert.Equal(3, shipped.Select(new PolicyRequest { Prompts = PromptSet.Both }, skipped.Add).Count);
        Assert.Equal(7, skipped.Count);
        Assert.Contains("genrl cannot follow \"lunge_pose\" (lunge_pose)", skipped);
    }

    [Fact]
    public void What_a_package_lacks_is_refused_with_what_it_has()
    {
        PackagePolicies shipped = SpecialistsOnly();
        foreach (PolicyRequest request in new PolicyRequest[] { new() { Tasks = ["kneel"] }, new() { Prompt = "kneel" }, new() { Prompts = PromptSet.Code, Tasks = ["sit_knees"] } })
        {
            Assert.Contains("walk (\"walk fast clean\")", Assert.Throws<WrongUseException>(() => shipped.Select(request, _ => { })).Message, StringComparison.Ordinal);
        }

        Assert.Throws<WrongUseException>(() => shipped.Select(new PolicyRequest { Prompt = "walk fast clean", Tasks = ["fly"] }, _ => { }));
    }

    private PackagePolicies SpecialistsOnly() => new(
        ModelPackage.Load(PackageCopy.MakeWithSpecialistsOnly(DefaultPaths.FromRoot(DefaultPaths.Package), Path.Combine(_folder, "specialists"))), "genrl",
        () => throw new InvalidOperationException("no sentence needs a video-language model here"));
}
