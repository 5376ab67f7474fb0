using ROS2.Native;

namespace ROS2;

/// <summary>A service a node offers.</summary>
public abstract class Service : IDisposable
{
    private readonly Node _node;

    private protected Service(Node node, string name, DdsReader requests, DdsWriter replies)
    {
        _node = node;
        Name = name;
        Requests = requests;
        Replies = replies;
    }

    /// <summary>The service's full ROS name.</summary>
    public string Name { get; }

    /// <summary>Requests dropped because they were malformed (extension).</summary>
    public long MalformedCount => Interlocked.Read(ref MalformedPayloads);

    internal DdsReader Requests { get; }

    internal DdsWriter Replies { get; }

    /// <summary>Counts what <see cref="MalformedCount"/> shows.</summary>
    private protected long MalformedPayloads;

    /// <summary>Takes the service off the graph (extension).</summary>
    public void Dispose()
    {
        Requests.Dispose();
        Replies.Dispose();
        _node.Remove(this);
    }
}
