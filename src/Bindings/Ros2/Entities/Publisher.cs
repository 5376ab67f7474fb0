using ROS2.Native;

namespace ROS2;

/// <summary>An outgoing topic of a node.</summary>
public abstract class Publisher : IDisposable
{
    private readonly Node _node;

    private protected Publisher(Node node, string topic, DdsWriter writer)
    {
        _node = node;
        Topic = topic;
        Writer = writer;
    }

    /// <summary>The topic's full ROS name.</summary>
    public string Topic { get; }

    /// <summary>Subscriptions that are matched now, on all machines (extension).</summary>
    public unsafe int SubscriptionCount => Math.Max(0, Dds.GetMatchedSubscriptions(Writer.Handle, null, 0));

    internal DdsWriter Writer { get; }

    /// <summary>Takes the publisher off the graph (extension).</summary>
    public void Dispose()
    {
        Writer.Dispose();
        _node.Remove(this);
    }
}
