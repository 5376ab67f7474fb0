using ROS2.Native;

namespace ROS2;

/// <summary>A service of one type; its callback runs while its node is spun and fills the response it is given.</summary>
/// <typeparam name="TService">The service definition.</typeparam>
/// <typeparam name="TRequest">Its request.</typeparam>
/// <typeparam name="TResponse">Its response.</typeparam>
public sealed class Service<TService, TRequest, TResponse> : Service, IWaitable
    where TService : IRosServiceDefinition<TRequest, TResponse>
    where TRequest : IRosMessage, new()
    where TResponse : IRosMessage, new()
{
    /// <summary>What real ROS 2 servers wait for a new client's reply endpoint, so that its first reply is not lost.</summary>
    private static readonly TimeSpan ReplyMatchTimeout = TimeSpan.FromMilliseconds(100);
    private readonly Action<TRequest, TResponse> _callback;
    private readonly CdrCheck _check = new TRequest().__GetTypeSupport().Check;
    private readonly EndpointPairs _clients;

    internal Service(Node node, string name, DdsReader requests, DdsWriter replies, Action<TRequest, TResponse> callback, EndpointPairs clients)
        : base(node, name, requests, replies)
    {
        _callback = callback;
        _clients = clients;
    }

    int IWaitable.Condition => Requests.Condition;

    void IWaitable.Execute()
    {
        RawInfo sample = default;
        if (Requests.Take(new Span<RawInfo>(ref sample)) == 0)
        {
            return;
        }

        TRequest request = new();
        ulong clientId;
        long sequenceNumber;
        try
        {
            if (sample.Valid == 0 || !TryRead(sample.Payload, request, out clientId, out sequenceNumber))
            {
                return;
            }
        }
        finally
        {
            Dds.Release(sample.Sample);
        }

        TResponse response = new();
        _callback(request, response);
        _clients.WaitUntilMatched(sample.PublicationHandle, ReplyMatchTimeout);
        Replies.Publish(clientId, sequenceNumber, response);
    }

    private bool TryRead(ReadOnlySpan<byte> payload, TRequest request, out ulong clientId, out long sequenceNumber)
    {
        clientId = 0;
        sequenceNumber = 0;
        try
        {
            CdrReader reader = new(payload);
            (clientId, sequenceNumber) = ServiceHeader.Read(ref reader);
            CdrReader body = reader;
            _check(ref body);
            request.__ReadFrom(ref reader);
            return true;
        }
        catch (InvalidDataException)
        {
            Interlocked.Increment(ref MalformedPayloads);
            return false;
        }
    }
}
