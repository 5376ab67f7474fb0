using GenRL.OperatorConsole.Viewing;

namespace GenRL.OperatorConsole.Tests;

/// <summary>A feed that a test works by hand.</summary>
internal sealed class HandFeed : IPoseFeed
{
    private readonly TaskCompletionSource _running = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private Action<ViewerState>? _show;

    public string Source => "by hand";

    public void Show(double timeS, params double[] pose) => _show!(new ViewerState(timeS, pose, Live: true));

    public Task Running => _running.Task;

    public async Task RunAsync(Action<ViewerState> show, CancellationToken cancellation)
    {
        _show = show;
        _running.SetResult();
        await Task.Delay(Timeout.InfiniteTimeSpan, cancellation).ConfigureAwait(ConfigureAwaitOptions.SuppressThrowing);
    }
}
