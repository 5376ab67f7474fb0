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
    /// Sends a message; the object may be reused at once, and nothing is allocated. A publisher that keeps the last n (the
    /// default) never waits for its subscriptions: what a hanging one does not fetch is replaced by newer messages. One
    /// that keeps all waits while more than 500 kB are not acknowledged, at worst until the other process is given up for
    /// dead (10 s): not for control loops.
    /// </summary>
    /// <exception cref="ArgumentException">A field is null or longer than its interface allows.</exception>
    /// <exception cref="ObjectDisposedException">The publisher, its node or RCLdotnet is gone.</exception>
    /// <exception cref="RCLException">The middleware could not send it.</exception>
    public void Publish(T message) => Writer.Publish(message);
}
