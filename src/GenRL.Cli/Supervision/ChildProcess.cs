using System.Diagnostics;
using System.Text.Json;
using System.Text.Json.Nodes;
using Serilog;

namespace GenRL.Cli.Supervision;

/// <summary>
/// One supervised process. Its standard error is its log; every line of its standard output is a JSON event (see
/// <see cref="SupervisorLink"/>); its standard input stays open for as long as this process lives, and its end tells the
/// child to stop, however this process died.
/// </summary>
internal sealed class ChildProcess : IDisposable
{
    private readonly Process _process;
    private readonly ChildLog _log;
    private readonly TaskCompletionSource<JsonObject> _ready = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private readonly Lock _sync = new();
    private readonly Dictionary<string, JsonObject> _lastEvents = [];

    private ChildProcess(string name, Process process, ChildLog log)
    {
        Name = name;
        _process = process;
        _log = log;
        Ended = RunAsync();
    }

    /// <summary>Short name of the process.</summary>
    public string Name { get; }

    /// <summary>Its process id.</summary>
    public int Id => _process.Id;

    /// <summary>Completes with the details of its <c>ready</c> event; never when it ends before.</summary>
    public Task<JsonObject> Ready => _ready.Task;

    /// <summary>Completes when the process has ended and its whole output was read.</summary>
    public Task<ChildEnd> Ended { get; }

    /// <summary>Starts a process.</summary>
    /// <exception cref="System.ComponentModel.Win32Exception">The program cannot be started.</exception>
    public static ChildProcess Start(ChildSpecification specification, ILogger log)
    {
        ProcessStartInfo start = new(specification.FileName, specification.Arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        foreach ((string key, string value) in specification.Environment)
        {
            start.Environment[key] = value;
        }

        Process process = Process.Start(start) ?? throw new InvalidOperationException($"{specification.FileName} did not start.");
        return new ChildProcess(specification.Name, process, new ChildLog(log, specification.Name));
    }

    /// <summary>The latest event of a kind, or null.</summary>
    public JsonObject? LastEvent(string kind)
    {
        lock (_sync)
        {
            return _lastEvents.GetValueOrDefault(kind);
        }
    }

    /// <summary>Asks the process to end (SIGTERM), and ends it (SIGKILL) when it has not done so after the grace time.</summary>
    public async Task<ChildEnd> StopAsync(TimeSpan grace, TimeProvider time)
    {
        if (!Ended.IsCompleted)
        {
            Signals.Send(_process.Id, Signals.Terminate);
            try
            {
                await Ended.WaitAsync(grace, time).ConfigureAwait(false);
            }
            catch (TimeoutException)
            {
                _log.Write($"WRN did not end within {grace.TotalSeconds:0.#} s of SIGTERM; killing it");
                _process.Kill();
            }
        }

        return await Ended.ConfigureAwait(false);
    }

    /// <summary>Closes the child's standard input, as the end of this process would.</summary>
    public void CloseInput() => _process.StandardInput.Close();

    /// <summary>Releases the handles; a process still running is killed.</summary>
    public void Dispose()
    {
        if (!Ended.IsCompleted)
        {
            _process.Kill();
            Ended.GetAwaiter().GetResult();
        }

        _process.Dispose();
    }

    private async Task<ChildEnd> RunAsync()
    {
        Task errors = ReadLinesAsync(_process.StandardError, _log.Write);
        Task events = ReadLinesAsync(_process.StandardOutput, ReadEvent);
        await Task.WhenAll(errors, events, _process.WaitForExitAsync()).ConfigureAwait(false);
        return new ChildEnd(Name, _process.ExitCode, _log.LastError);
    }

    private static async Task ReadLinesAsync(StreamReader reader, Action<string> consume)
    {
        while (await reader.ReadLineAsync().ConfigureAwait(false) is string line)
        {
            consume(line);
        }
    }

    private void ReadEvent(string line)
    {
        if (ParseEvent(line) is not (string kind, JsonObject body))
        {
            _log.Write("INF " + line);
            return;
        }

        lock (_sync)
        {
            _lastEvents[kind] = body;
        }

        if (kind == SupervisorLink.ReadyEvent)
        {
            _ready.TrySetResult(body);
        }
    }

    private static (string Kind, JsonObject Body)? ParseEvent(string line)
    {
        try
        {
            return line.StartsWith('{') && JsonNode.Parse(line) is JsonObject body && body["event"] is JsonValue kind
                ? (kind.ToString(), body)
                : null;
        }
        catch (JsonException)
        {
            return null;
        }
    }
}
