using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using System.Text.Json.Nodes;
using GenRL.Cli.CommandLine;
using GenRL.Cli.Supervision;

namespace EndToEnd.Tests;

/// <summary>A <c>genrl up</c> with the shipped models in a ROS domain of its own; whatever it writes lies in a folder that vanishes with it.</summary>
internal sealed class RunningRobot : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);
    private readonly string _domain;
    private readonly Process _process;
    private readonly List<string> _log = [];
    private readonly Task<string> _output;

    public RunningRobot(int domain, params IEnumerable<string> options)
        : this(domain, ShippedPackage, [.. options])
    {
    }

    private RunningRobot(int domain, string package, string[] options)
    {
        _domain = domain.ToString(CultureInfo.InvariantCulture);
        _process = Process.Start(EndToEnd.Tests.Genrl.Start(
            Folder, ["up", "--headless", "--domain", _domain, "--package", package, "--vlm", Shipped(DefaultPaths.VideoLanguageModel), .. options]))!;
        _process.ErrorDataReceived += (_, line) => Keep(line.Data);
        _process.BeginErrorReadLine();
        _output = _process.StandardOutput.ReadToEndAsync();
        WaitForLog("Ready in ROS domain");
    }

    /// <summary>The package it runs from unless another one is named.</summary>
    public static string ShippedPackage { get; } = Shipped(DefaultPaths.Package);

    /// <summary>One that runs from another package.</summary>
    public static RunningRobot From(string package, int domain, params IEnumerable<string> options) => new(domain, package, [.. options]);

    /// <summary>Stands for the clone.</summary>
    public string Folder { get; } = Directory.CreateTempSubdirectory("genrl-up-").FullName;

    public int Id => _process.Id;

    public string EpisodeLog => Path.Combine(Folder, "runs", "up", $"domain-{_domain}", "episode.jsonl");

    /// <summary>The package that learned behaviours go into.</summary>
    public string LearnedPackage => Path.Combine(Folder, "runs", "prompt", $"domain-{_domain}", Path.GetFileName(ShippedPackage));

    /// <summary>Everything it has logged so far.</summary>
    public string Log
    {
        get
        {
            lock (_log)
            {
                return string.Join('\n', _log);
            }
        }
    }

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
    public void WaitForLog(string text)
    {
        Stopwatch waited = Stopwatch.StartNew();
        lock (_log)
        {
            while (!_log.Exists(line => line.Contains(text, StringComparison.Ordinal)))
            {
                bool going = !_process.HasExited && waited.Elapsed < Patience;
                Assert.True(going, $"never said \"{text}\":\n{string.Join('\n', _log)}");
                Monitor.Wait(_log, TimeSpan.FromSeconds(1));
            }
        }
    }

    /// <summary>Asks for the robot's task until it is as wanted.</summary>
    public void WaitForTask(Func<JsonNode, bool> wanted)
    {
        Stopwatch waited = Stopwatch.StartNew();
        for (JsonNode task = Say("--status")["task"]!; !wanted(task); task = Say("--status")["task"]!)
        {
            Assert.True(waited.Elapsed < Patience, $"the task stayed {task.ToJsonString()}:\n{Log}");
        }
    }

    /// <summary>The process below it that runs a verb, such as <c>sim</c>.</summary>
    public ProcessEntry Child(string verb) => ProcessEntry.Below(Id).Single(one => one.CommandLine.Contains($"genrl.dll {verb} ", StringComparison.Ordinal));

    /// <summary>Sends a signal and waits for the end.</summary>
    public (int Code, JsonDocument? Summary) End(int signal)
    {
        Signals.Send(Id, signal);
        return WaitForEnd();
    }

    /// <summary>Waits for the end: exit code, and the summary if it gave one.</summary>
    public (int Code, JsonDocument? Summary) WaitForEnd()
    {
        Assert.True(_process.WaitForExit(Patience), "did not end:\n" + Log);
        _process.WaitForExit();
        return (_process.ExitCode, _output.Result.Length == 0 ? null : JsonDocument.Parse(_output.Result));
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            _process.WaitForExit();
        }

        _process.Dispose();
        Directory.Delete(Folder, recursive: true);
    }

    private static string Shipped(string path) => Path.Combine(RepositoryRoot.Find(), path);

    private void Keep(string? line)
    {
        lock (_log)
        {
            _log.AddRange(line is null ? [] : [line]);
            Monitor.PulseAll(_log);
        }
    }
}
