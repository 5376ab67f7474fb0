using System.Text;
using NetMQ.Native;

namespace NetMQ.Sockets;

/// <summary>Receives what publishers send under the subscribed prefixes; without a subscription, nothing.</summary>
public class SubscriberSocket : NetMQSocket
{
    private const int TypeNumber = 2;

    /// <param name="connectionString">Addresses to bind (<c>@</c>) or connect (<c>&gt;</c>) to, separated by commas; connects without sign.</param>
    public SubscriberSocket(string? connectionString = null)
        : base(TypeNumber, connectionString, bindByDefault: false)
    {
    }

    /// <summary>Asks for messages that start with this UTF-8 text.</summary>
    public virtual void Subscribe(string topic) => Subscribe(Encoding.UTF8.GetBytes(topic));

    public virtual void Subscribe(byte[] topic) => Options.SetBytes(ZmqOption.Subscribe, topic);

    public void SubscribeToAnyTopic() => Subscribe([]);

    public virtual void Unsubscribe(string topic) => Unsubscribe(Encoding.UTF8.GetBytes(topic));

    public virtual void Unsubscribe(byte[] topic) => Options.SetBytes(ZmqOption.Unsubscribe, topic);

    public void UnsubscribeFromAnyTopic() => Unsubscribe([]);
}
