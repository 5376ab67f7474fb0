using System.Diagnostics;
using System.Text;
using System.Text.Json.Nodes;

namespace EndToEnd.Tests;

/// <summary>A <c>genrl view</c> on a port of its own.</summary>
internal sealed class RunningViewer : IDisposable
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly Process _process;

    public RunningViewer(params IEnumerable<string> arguments)
    {
        _process = Process.Start(Genrl.Start(null, ["view", "--port", "0", "--json", .. arguments]))!;
        Task<string> errors = _process.StandardError.ReadToEndAsync();
        StringBuilder document = new();
        while (document.Length == 0 || document[^1] != '}')
        {
            string? line = _process.StandardOutput.ReadLine();
            Assert.True(line is not null, line is null ? errors.Result : "");
            document.Append(line!.TrimEnd());
        }

        Address = new Uri((string)JsonNode.Parse(document.ToString())!["address"]!);
    }

    /// <summary>Where its page is.</summary>
    public Uri Address { get; }

    /// <summary>Sends a signal and waits for its exit code.</summary>
    public int End(int signal)
    {
        GenRL.Cli.Supervision.Signals.Send(_process.Id, signal);
        Assert.True(_process.WaitForExit(Patience), "the viewer did not end");
        return _process.ExitCode;
    }

    public void Dispose()
    {
        if (!_process.HasExited)
        {
            _process.Kill(entireProcessTree: true);
            _process.WaitForExit();
        }

        _process.Dispose();
    }
}
