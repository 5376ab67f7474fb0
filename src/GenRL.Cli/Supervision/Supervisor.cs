using Serilog;

namespace GenRL.Cli.Supervision;

/// <summary>Starts a group of processes that live and end together.</summary>
internal sealed class Supervisor(ILogger log, TimeProvider time, TimeSpan grace) : IDisposable
{
    private readonly List<ChildProcess> _children = [];

    /// <summary>The processes, in the order in which they were started.</summary>
    public IReadOnlyList<ChildProcess> Children => _children;

    /// <summary>Completes when the first process ends, whatever its exit code: none of them has a reason to.</summary>
    public Task<Task<ChildEnd>> FirstEnd => Task.WhenAny(_children.Select(child => child.Ended));

    /// <summary>Starts one more process.</summary>
    public ChildProcess Start(ChildSpecification specification)
    {
        ChildProcess child = ChildProcess.Start(specification, log);
        _children.Add(child);
        log.Debug("Started {Process:l} as process {Id}", child.Name, child.Id);
        return child;
    }

    /// <summary>Waits until every process has said that it is ready.</summary>
    /// <exception cref="InvalidOperationException">One ended instead; the message says which and why.</exception>
    /// <exception cref="TimeoutException">One said nothing for too long.</exception>
    public async Task WaitUntilReadyAsync(TimeSpan patience, CancellationToken cancellation)
    {
        Task ready = Task.WhenAll(_children.Select(child => child.Ready));
        Task<Task<ChildEnd>> firstEnd = FirstEnd;
        using CancellationTokenSource limit = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        Task late = Task.Delay(patience, time, limit.Token);
        Task first = await Task.WhenAny(ready, firstEnd, late).ConfigureAwait(false);
        await limit.CancelAsync().ConfigureAwait(false);
        cancellation.ThrowIfCancellationRequested();
        if (first == firstEnd)
        {
            ChildEnd end = await (await firstEnd.ConfigureAwait(false)).ConfigureAwait(false);
            throw new InvalidOperationException($"{end.Describe()}, before it was ready.");
        }

        if (first == late)
        {
            IEnumerable<string> waiting = _children.Where(child => !child.Ready.IsCompleted).Select(child => child.Name);
            throw new TimeoutException($"{string.Join(" and ", waiting)} not ready after {patience.TotalSeconds:0} s.");
        }
    }

    /// <summary>Ends every process that still runs, last started first, and returns how each ended.</summary>
    public async Task<IReadOnlyList<ChildEnd>> StopAsync()
    {
        List<ChildEnd> ends = [];
        foreach (ChildProcess child in Enumerable.Reverse(_children))
        {
            ends.Add(await child.StopAsync(grace, time).ConfigureAwait(false));
        }

        return ends;
    }

    /// <summary>Kills what still runs.</summary>
    public void Dispose()
    {
        foreach (ChildProcess child in Enumerable.Reverse(_children))
        {
            child.Dispose();
        }
    }
}
