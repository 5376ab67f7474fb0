using System.Diagnostics;
using System.Text.Json;
using GenRL.Cli.Supervision;

namespace EndToEnd.Tests;

/// <summary>A verb that runs until it is told to end; its log is kept.</summary>
internal sealed class RunningVerb : IDisposable
{
    /// <summary>How long anything may take.</summary>
    public static readonly TimeSpan Patience = TimeSpan.FromSeconds(120);

    private readonly Process _process;
    private readonly List<string> _log = [];
    private readonly Task<string> _output;

    /// <param name="start">As <see cref="Genrl.Start"/> makes it.</param>
    public RunningVerb(ProcessStartInfo start)
    {
        _process = Process.Start(start)!;
        _process.ErrorDataReceived += (_, line) => Keep(line.Data);
        _process.BeginErrorReadLine();
        _output = _process.StandardOutput.ReadToEndAsync();
    }

    public int Id => _process.Id;

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
    }

    private void Keep(string? line)
    {
        lock (_log)
        {
            _log.AddRange(line is null ? [] : [line]);
            Monitor.PulseAll(_log);
        }
    }
}
