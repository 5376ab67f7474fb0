namespace GenRL.Simulation.Node;

/// <summary>Holds commands back by a number of control steps. Until the first one is through, the actuators are told nothing: zeros.</summary>
/// <param name="size">Values per command.</param>
internal sealed class CommandDelay(int size)
{
    private double[][] _ring = [];
    private int _next;

    /// <summary>Begins anew with a delay; 0 lets everything through at once.</summary>
    public void Start(int steps)
    {
        _ring = [.. Enumerable.Range(0, steps).Select(_ => new double[size])];
        _next = 0;
    }

    /// <summary>Takes this step's command and gives the one that takes effect, valid until the next call.</summary>
    public ReadOnlySpan<double> Pass(ReadOnlySpan<double> command, Span<double> effective)
    {
        if (_ring.Length == 0)
        {
            return command;
        }

        _ring[_next].CopyTo(effective);
        command.CopyTo(_ring[_next]);
        _next = (_next + 1) % _ring.Length;
        return effective;
    }
}
