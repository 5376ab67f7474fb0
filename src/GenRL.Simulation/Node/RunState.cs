namespace GenRL.Simulation.Node;

/// <summary>Whether the simulator may take its next step: running, or paused with some steps granted. Answers are for people.</summary>
internal sealed class RunState
{
    /// <summary>Most steps that can be granted in one request.</summary>
    public const int MostSteps = 1_000_000;

    private long _granted;

    /// <summary>Whether nothing moves but by granted steps.</summary>
    public bool IsPaused { get; private set; }

    /// <summary>Steps granted and not yet taken.</summary>
    public long Granted => _granted;

    /// <summary>Whether the next step may be taken.</summary>
    public bool MayStep => !IsPaused || _granted > 0;

    /// <summary>Stops after the present step and takes back what was granted.</summary>
    public (bool Success, string Message) Pause()
    {
        string message = IsPaused ? _granted > 0 ? $"{_granted} granted steps are taken back" : "already paused" : "paused";
        (IsPaused, _granted) = (true, 0);
        return (true, message);
    }

    /// <summary>Goes on.</summary>
    public (bool Success, string Message) Resume()
    {
        string message = IsPaused ? "resumed" : "already running";
        (IsPaused, _granted) = (false, 0);
        return (true, message);
    }

    /// <summary>Grants control steps while paused.</summary>
    public (bool Success, string Message) Grant(long steps)
    {
        string? refusal = !IsPaused ? "the simulation is running; pause it before stepping"
            : steps is < 1 or > MostSteps ? $"{steps} control steps make no sense; ask for 1 to {MostSteps}"
            : _granted + steps > MostSteps ? $"{_granted} steps are still to be taken; wait for them"
            : null;
        if (refusal is not null)
        {
            return (false, refusal);
        }

        _granted += steps;
        return (true, steps == 1 ? "1 control step granted" : $"{steps} control steps granted");
    }

    /// <summary>Counts a step that was taken.</summary>
    public void Stepped() => _granted -= IsPaused && _granted > 0 ? 1 : 0;
}
