using ROS2;

namespace GenRL.Prompting.Serving;

/// <summary>Runs one node's callbacks on a thread of its own until disposed.</summary>
internal sealed class NodeSpinner : IDisposable
{
    private const long PollMs = 100;
    private readonly CancellationTokenSource _stop = new();
    private readonly Thread _thread;

    public NodeSpinner(Node node)
    {
        Node = node;
        _thread = new Thread(Spin) { IsBackground = true, Name = $"spin {node.Name}" };
        _thread.Start();
    }

    /// <summary>The node; disposed with this.</summary>
    public Node Node { get; }

    /// <inheritdoc />
    public void Dispose()
    {
        _stop.Cancel();
        _thread.Join();
        Node.Dispose();
        _stop.Dispose();
    }

    private void Spin()
    {
        while (!_stop.IsCancellationRequested)
        {
            RCLdotnet.SpinOnce(Node, PollMs);
        }
    }
}
