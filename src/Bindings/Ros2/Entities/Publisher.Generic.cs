using ROS2.Native;

namespace ROS2;

/// <summary>An outgoing topic of one message type; safe for use from several threads.</summary>
/// <typeparam name="T">The message type.</typeparam>
public sealed class Publisher<T> : Publisher
    where T : IRosMessage, new()
{
    internal Publisher(Node node, string topic, DdsWriter writer)
        : base(node, topic, writer)
    {
    }

    /// <summary>
    /// Sends a message; the object may be reused at once, and nothing is allocated. A reliable publisher waits while a
    /// matched reliable subscription in another process does not acknowledge what is queued for it, at worst until that
    /// process is given up for dead (10 s): a control loop should be matched by best-effort subscriptions only.
    /// </summary>
    /// <exception cref="ArgumentException">A field is null or longer than its interface allows.</exception>
    /// <exception cref="ObjectDisposedException">The publisher, its node or RCLdotnet is gone.</exception>
    /// <exception cref="RCLException">The middleware could not send it.</exception>
    public void Publish(T message) => Writer.Publish(message);
}
