using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using GenRL.Cli.CommandLine;

namespace EndToEnd.Tests;

/// <summary>A <c>genrl up</c> with the shipped models in a ROS domain of its own; whatever it writes lies in a folder that vanishes with it.</summary>
internal sealed class RunningRobot : IDisposable
{
    private readonly string _domain;
    private readonly RunningVerb _up;

    public RunningRobot(int domain, params IEnumerable<string> options)
        : this(domain, ShippedPackage, [.. options])
    {
    }

    private RunningRobot(int domain, string package, string[] options)
    {
        _domain = domain.ToString(CultureInfo.InvariantCulture);
        _up = new RunningVerb(EndToEnd.Tests.Genrl.Start(
            Folder, ["up", "--headless", "--domain", _domain, "--package", package, "--vlm", Shipped(DefaultPaths.VideoLanguageModel), .. options]));
        WaitForLog("Ready in ROS domain");
    }

    /// <summary>The package it runs from unless another one is named.</summary>
    public static string ShippedPackage { get; } = Shipped(DefaultPaths.Package);

    /// <summary>One that runs from another package.</summary>
    public static RunningRobot From(string package, int domain, params IEnumerable<string> options) => new(domain, package, [.. options]);

    /// <summary>Stands for the clone.</summary>
    public string Folder { get; } = Directory.CreateTempSubdirectory("genrl-up-").FullName;

    public int Id => _up.Id;

    public string EpisodeLog => Path.Combine(Folder, "runs", "up", $"domain-{_domain}", "episode.jsonl");

    /// <summary>The package that learned behaviours go into.</summary>
    public string LearnedPackage => Path.Combine(Folder, "runs", "prompt", $"domain-{_domain}", Path.GetFileName(ShippedPackage));

    /// <summary>Everything it has logged so far.</summary>
    public string Log => _up.Log;

    /// <summary>Runs another verb in its domain.</summary>
    public (int Code, string Output, string Errors) Genrl(params IEnumerable<string> arguments) => EndToEnd.Tests.Genrl.Run(Folder, [.. arguments, "--domain", _domain]);

    /// <summary>What <c>genrl say ... --json</c> answers, which must succeed.</summary>
    public JsonNode Say(params IEnumerable<string> arguments)
    {
        (int code, string output, string errors) = Genrl(["say", .. arguments, "--json"]);
        Assert.True(code == 0, errors + Log);
        return JsonNode.Parse(output)!;
    }

    /// <summary>Waits until a line holds the text, also one that came before.</summary>
    public void WaitForLog(string text) => _up.WaitForLog(text);

    /// <summary>Asks for the robot's task until it is as wanted.</summary>
    public void WaitForTask(Func<JsonNode, bool> wanted)
    {
        Stopwatch waited = Stopwatch.StartNew();
        for (JsonNode task = Say("--status")["task"]!; !wanted(task); task = Say("--status")["task"]!)
        {
            Assert.True(waited.Elapsed < RunningVerb.Patience, $"the task stayed {task.ToJsonString()}:\n{Log}");
        }
    }

    /// <summary>The process below it that runs a verb, such as <c>sim</c>.</summary>
    public ProcessEntry Child(string verb) => ProcessEntry.Below(Id).Single(one => one.CommandLine.Contains($"genrl.dll {verb} ", StringComparison.Ordinal));

    /// <summary>Sends a signal and waits for the end.</summary>
    public (int Code, JsonDocument? Summary) End(int signal) => _up.End(signal);

    /// <summary>Waits for the end: exit code, and the summary if it gave one.</summary>
    public (int Code, JsonDocument? Summary) WaitForEnd() => _up.WaitForEnd();

    public void Dispose()
    {
        _up.Dispose();
        Directory.Delete(Folder, recursive: true);
    }

    private static string Shipped(string path) => Path.Combine(RepositoryRoot.Find(), path);
}
