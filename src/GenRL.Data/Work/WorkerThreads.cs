using System.Runtime.ExceptionServices;

namespace GenRL.Data;

/// <summary>Runs the same work on several threads of their own (a renderer belongs to its thread, so the pool will not do).</summary>
public static class WorkerThreads
{
    /// <summary>Runs to the end. The first failure stops the others and is rethrown; so does cancellation.</summary>
    /// <param name="count">Number of threads.</param>
    /// <param name="name">Name of the threads.</param>
    /// <param name="work">Gets a token that is cancelled when it should stop.</param>
    /// <param name="cancellation">Stops all.</param>
    public static void Run(int count, string name, Action<CancellationToken> work, CancellationToken cancellation)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(count);
        using CancellationTokenSource stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        ExceptionDispatchInfo? failure = null;
        Thread[] threads = [.. Enumerable.Range(0, count).Select(i => new Thread(Guarded) { Name = $"{name} {i}", IsBackground = true })];
        Array.ForEach(threads, thread => thread.Start());
        Array.ForEach(threads, thread => thread.Join());
        failure?.Throw();
        cancellation.ThrowIfCancellationRequested();

        void Guarded()
        {
            try
            {
                work(stop.Token);
            }
            catch (OperationCanceledException) when (stop.IsCancellationRequested)
            {
                // Stopping is what was asked for; the reason is thrown after all threads have ended.
            }
            catch (Exception error)
            {
                Interlocked.CompareExchange(ref failure, ExceptionDispatchInfo.Capture(error), null);
                stop.Cancel();
            }
        }
    }
}
