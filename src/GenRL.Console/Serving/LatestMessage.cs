namespace GenRL.OperatorConsole.Serving;

/// <summary>
/// The newest message for any number of clients. A client that is slow misses what was replaced meanwhile and gets the newest;
/// nothing queues up for it.
/// </summary>
internal sealed class LatestMessage
{
    private readonly Lock _lock = new();
    private ReadOnlyMemory<byte> _message;
    private long _version;
    private TaskCompletionSource _next = new(TaskCreationOptions.RunContinuationsAsynchronously);

    /// <summary>Replaces the message and wakes who waits for one. Never waits itself.</summary>
    /// <param name="message">Must not be changed afterwards.</param>
    public void Publish(ReadOnlyMemory<byte> message)
    {
        TaskCompletionSource waiting;
        lock (_lock)
        {
            _message = message;
            _version++;
            waiting = _next;
            _next = new TaskCompletionSource(TaskCreationOptions.RunContinuationsAsynchronously);
        }

        waiting.SetResult();
    }

    /// <summary>The newest message, as soon as it is newer than the one seen last.</summary>
    /// <param name="seen">Version of the one seen last; 0 at first.</param>
    /// <param name="cancellation">Ends the wait.</param>
    public async Task<(ReadOnlyMemory<byte> Message, long Version)> NewerThanAsync(long seen, CancellationToken cancellation)
    {
        while (true)
        {
            Task next;
            lock (_lock)
            {
                if (_version > seen)
                {
                    return (_message, _version);
                }

                next = _next.Task;
            }

            await next.WaitAsync(cancellation).ConfigureAwait(false);
        }
    }
}
