using NetMQ;
using NetMQ.Sockets;

namespace GenRL.Prompting.Serving;

/// <summary>Answers <see cref="PromptRequest"/>s on a ZeroMQ reply socket, one at a time.</summary>
public sealed class ZeroMqPromptServer : IDisposable
{
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(100);

    // Far above what is answered, so that a request that is too large gets a reply that says so; beyond it the connection is dropped.
    private const int DropAboveBytes = 16 * PromptRequestHandler.MaximumBytes;

    private readonly ResponseSocket _socket = new();
    private readonly PromptRequestHandler _handler;

    /// <param name="address">Such as <c>tcp://127.0.0.1:47700</c>.</param>
    /// <param name="handler">Carries requests out.</param>
    /// <exception cref="InvalidOperationException">The address cannot be had.</exception>
    public ZeroMqPromptServer(string address, PromptRequestHandler handler)
    {
        _handler = handler;
        try
        {
            _socket.Options.MaxMsgSize = DropAboveBytes;
            _socket.Options.Linger = TimeSpan.Zero;
            _socket.Bind(address);
        }
        catch (NetMQException unavailable)
        {
            _socket.Dispose();
            throw new InvalidOperationException($"The prompt service cannot listen at {address}: {unavailable.Message}. Is another one running in this domain?", unavailable);
        }
    }

    /// <summary>Serves until cancelled. Sockets belong to one thread: call this on the thread that made the server.</summary>
    public void Run(CancellationToken cancellation)
    {
        while (!cancellation.IsCancellationRequested)
        {
            if (!_socket.TryReceiveFrameBytes(Poll, out byte[]? request, out bool more))
            {
                continue;
            }

            bool several = more;
            while (more)
            {
                _ = _socket.ReceiveFrameBytes(out more);
            }

            _socket.SendFrame(Answer(request ?? [], several, cancellation));
        }
    }

    /// <inheritdoc />
    public void Dispose() => _socket.Dispose();

    private byte[] Answer(byte[] request, bool several, CancellationToken cancellation)
    {
        try
        {
            return several
                ? PromptRequestHandler.Refuse("malformed_request", "A request is one frame that holds one JSON object.")
                : _handler.HandleAsync(request, cancellation).GetAwaiter().GetResult();
        }
        catch (OperationCanceledException)
        {
            return PromptRequestHandler.Refuse("stopping", "The prompt service is being stopped.");
        }
    }
}
