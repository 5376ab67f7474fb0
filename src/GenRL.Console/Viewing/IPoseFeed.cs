namespace GenRL.OperatorConsole.Viewing;

/// <summary>Where the poses of the robot that is shown come from.</summary>
public interface IPoseFeed
{
    /// <summary>What it is, for people to read, such as <c>recorded walk</c>.</summary>
    string Source { get; }

    /// <summary>Tells what the robot does until cancelled.</summary>
    /// <param name="show">Takes each state; may be called from any one thread at a time, and never waits.</param>
    /// <param name="cancellation">Ends it without an exception.</param>
    Task RunAsync(Action<ViewerState> show, CancellationToken cancellation);
}
