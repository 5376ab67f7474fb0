using System.Runtime.CompilerServices;
using rcl_interfaces.msg;

namespace ROS2;

/// <summary>
/// Publishes log messages on <c>/rosout</c>, where <c>rqt_console</c> and <c>ros2 topic echo /rosout</c> find them
/// (extension; rcldotnet has no logger). Safe for use from several threads.
/// </summary>
public sealed class RosLogger : IDisposable
{
    /// <summary>The QoS of rosout publishers in ROS 2.</summary>
    private static readonly QosProfile Qos = QosProfile.KeepLast(1000).WithTransientLocal().WithLifespan(TimeSpan.FromSeconds(10));
    private readonly Lock _lock = new();
    private readonly Publisher<Log> _publisher;
    private readonly Log _message = new();
    private readonly Clock _clock;

    /// <exception cref="RCLException">The middleware refuses.</exception>
    public RosLogger(Node node)
    {
        _clock = node.Clock;
        _message.Name = node.FullyQualifiedName.TrimStart('/').Replace('/', '.');
        _publisher = node.CreatePublisher<Log>("/rosout", Qos);
    }

    /// <summary>Publishes one message.</summary>
    /// <param name="level">Its severity.</param>
    /// <param name="text">What happened.</param>
    /// <param name="function">The function it happened in; the caller by default.</param>
    /// <param name="line">The line it happened in; the caller's by default.</param>
    public void Write(RosLogLevel level, string text, [CallerMemberName] string function = "", [CallerLineNumber] int line = 0)
    {
        ArgumentNullException.ThrowIfNull(text);
        lock (_lock)
        {
            _clock.Now(_message.Stamp);
            _message.Level = (byte)level;
            _message.Msg = text;
            _message.Function = function;
            _message.Line = (uint)line;
            _publisher.Publish(_message);
        }
    }

    public void Dispose() => _publisher.Dispose();
}
