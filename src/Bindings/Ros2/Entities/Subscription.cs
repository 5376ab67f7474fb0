using ROS2.Native;

namespace ROS2;

/// <summary>An incoming topic of a node.</summary>
public abstract class Subscription : IDisposable
{
    private readonly Node _node;

    private protected Subscription(Node node, string topic, DdsReader reader)
    {
        _node = node;
        Topic = topic;
        Reader = reader;
    }

    /// <summary>The topic's full ROS name.</summary>
    public string Topic { get; }

    /// <summary>Publishers that are matched now, on all machines (extension).</summary>
    public unsafe int PublisherCount => Math.Max(0, Dds.GetMatchedPublications(Reader.Handle, null, 0));

    /// <summary>Payloads dropped because they were not messages of this type (extension).</summary>
    public long MalformedCount => Interlocked.Read(ref MalformedPayloads);

    internal DdsReader Reader { get; }

    /// <summary>Whether the user takes messages without spinning.</summary>
    internal abstract bool IsPolled { get; }

    /// <summary>Counts what <see cref="MalformedCount"/> shows.</summary>
    private protected long MalformedPayloads;

    /// <summary>Takes the subscription off the graph; no callback starts afterwards (extension).</summary>
    public void Dispose()
    {
        Reader.Dispose();
        Disposing();
        _node.Remove(this);
    }

    private protected abstract void Disposing();
}
