using GenRL.Cli.Supervision;
using Serilog;
using Serilog.Core;
using Serilog.Events;

namespace GenRL.Cli.Tests;

public sealed class SupervisorTests
{
    private const string ReadyThenWait = """echo '{"event":"ready","port":7}'; read line; exit 0""";
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);
    private readonly CollectingSink _sink = new();

    [Fact]
    public async Task Ready_events_carry_their_details()
    {
        using Supervisor supervisor = Create();
        ChildProcess child = supervisor.Start(Shell("sim", ReadyThenWait));
        await supervisor.WaitUntilReadyAsync(Patience, CancellationToken.None);
        Assert.Equal(7, (await child.Ready)["port"]!.GetValue<int>());
    }

    [Fact]
    public async Task A_child_that_ends_before_it_is_ready_is_named_with_its_last_error()
    {
        using Supervisor supervisor = Create();
        supervisor.Start(Shell("sim", ReadyThenWait));
        supervisor.Start(Shell("control", "echo 'ERR no model package' >&2; echo '  at Somewhere' >&2; exit 3"));
        InvalidOperationException failure = await Assert.ThrowsAsync<InvalidOperationException>(
            () => supervisor.WaitUntilReadyAsync(Patience, CancellationToken.None));
        Assert.Contains("control ended with exit code 3: no model package", failure.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_child_killed_from_outside_is_reported_as_killed()
    {
        using Supervisor supervisor = Create();
        ChildProcess child = supervisor.Start(Shell("control", ReadyThenWait));
        await supervisor.WaitUntilReadyAsync(Patience, CancellationToken.None);
        Signals.Send(child.Id, 9);
        ChildEnd end = await await supervisor.FirstEnd;
        Assert.Equal("control was killed (SIGKILL)", end.Describe());
    }

    [Fact]
    public async Task Stopping_ends_everything_in_reverse_order_and_the_deaf_by_force()
    {
        using Supervisor supervisor = new(Logger(), TimeProvider.System, TimeSpan.FromMilliseconds(200));
        supervisor.Start(Shell("polite", "trap 'exit 0' TERM; echo '{\"event\":\"ready\"}'; while :; do read line; done"));
        supervisor.Start(Shell("deaf", "trap '' TERM; echo '{\"event\":\"ready\"}'; while :; do read -t 1 line; done"));
        await supervisor.WaitUntilReadyAsync(Patience, CancellationToken.None);
        IReadOnlyList<ChildEnd> ends = await supervisor.StopAsync();
        Assert.Equal(["deaf", "polite"], ends.Select(end => end.Name));
        Assert.Equal([137, 0], ends.Select(end => end.ExitCode));
    }

    [Fact]
    public async Task The_end_of_standard_input_reaches_the_children()
    {
        ChildProcess child = ChildProcess.Start(Shell("sim", "read line; exit 5"), Logger());
        child.CloseInput();
        Assert.Equal(5, (await child.Ended).ExitCode);
        child.Dispose();
    }

    [Fact]
    public async Task Log_lines_keep_their_level_under_the_name_of_their_process()
    {
        using ChildProcess child = ChildProcess.Start(
            Shell("prompt", "echo 'WRN low confidence' >&2; echo '   more of it' >&2; echo 'INF fine' >&2; echo plain; echo '{broken'"), Logger());
        await child.Ended;
        Assert.Contains(_sink.Lines, line => line is (LogEventLevel.Warning, "[prompt] low confidence"));
        Assert.Contains(_sink.Lines, line => line is (LogEventLevel.Warning, "[prompt]    more of it"));
        Assert.Contains(_sink.Lines, line => line is (LogEventLevel.Information, "[prompt] fine"));
        Assert.Contains(_sink.Lines, line => line.Text == "[prompt] {broken");
    }

    [Fact]
    public async Task Waiting_for_the_silent_has_an_end()
    {
        using Supervisor supervisor = Create();
        supervisor.Start(Shell("silent", "read line"));
        TimeoutException failure = await Assert.ThrowsAsync<TimeoutException>(
            () => supervisor.WaitUntilReadyAsync(TimeSpan.FromMilliseconds(50), CancellationToken.None));
        Assert.Contains("silent", failure.Message, StringComparison.Ordinal);
    }

    private static ChildSpecification Shell(string name, string script) => new(name, "bash", ["-c", script], new Dictionary<string, string>());

    private Supervisor Create() => new(Logger(), TimeProvider.System, TimeSpan.FromSeconds(5));

    private Logger Logger() => new LoggerConfiguration().MinimumLevel.Verbose().WriteTo.Sink(_sink).CreateLogger();

    private sealed class CollectingSink : ILogEventSink
    {
        private readonly System.Collections.Concurrent.ConcurrentQueue<(LogEventLevel Level, string Text)> _lines = new();

        public IReadOnlyCollection<(LogEventLevel Level, string Text)> Lines => _lines;

        public void Emit(LogEvent logEvent) => _lines.Enqueue((logEvent.Level, logEvent.RenderMessage(System.Globalization.CultureInfo.InvariantCulture)));
    }
}
