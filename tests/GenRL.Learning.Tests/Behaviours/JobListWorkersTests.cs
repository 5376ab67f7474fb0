using System.Diagnostics;
using System.Globalization;
using GenRL.Data;
using GenRL.Learning.Tests.Distributed;

namespace GenRL.Learning.Tests.Behaviours;

/// <summary>Several processes that learn the behaviours of one list.</summary>
[Trait("speed", "slow")]
public sealed class JobListWorkersTests : IDisposable
{
    private const int Steps = 400;
    private static readonly TimeSpan Patience = TimeSpan.FromMinutes(3);
    private readonly string folder = Directory.CreateTempSubdirectory("genrl-jobs-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void A_killed_worker_loses_no_prompt_and_its_successor_goes_on_from_the_checkpoint()
    {
        var jobs = new JobList(folder, TimeSpan.FromSeconds(2));
        string[] names = ["crawl", "kneel", "wave"];
        foreach (var name in names)
        {
            jobs.Add(name, name);
        }

        using (var victim = Start())
        {
            Assert.Equal("crawl from 0", victim.StandardOutput.ReadLine());
            Assert.True(SpinWait.SpinUntil(() => File.Exists(Path.Combine(folder, "crawl", "behaviour.npz")), Patience));
            victim.Kill();
            victim.WaitForExit();
        }

        Assert.NotEqual(JobState.Done, jobs.StateOf("crawl"));
        using var first = Start();
        using var second = Start();
        var said = new[] { first, second }.Select(worker => worker.StandardOutput.ReadToEndAsync()).ToArray();
        foreach (var worker in new[] { first, second })
        {
            Assert.True(worker.WaitForExit(Patience));
            Assert.Equal(0, worker.ExitCode);
        }

        var begun = said.SelectMany(text => text.Result.Split('\n', StringSplitOptions.RemoveEmptyEntries)).Select(line => line.Split(" from ")).ToArray();
        Assert.Equal(names, begun.Select(parts => parts[0]).Order(StringComparer.Ordinal));
        Assert.True(int.Parse(begun.Single(parts => parts[0] == "crawl")[1], CultureInfo.InvariantCulture) >= 5, "crawl began anew");
        Assert.All(names, name => Assert.Equal(JobState.Done, jobs.StateOf(name)));
    }

    private Process Start() => RankProcess.Start(null, "work", folder, $"{Steps}");
}
