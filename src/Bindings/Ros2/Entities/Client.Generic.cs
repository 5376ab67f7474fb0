using System.Collections.Concurrent;
using ROS2.Native;

namespace ROS2;

/// <summary>Access to a service of one type; replies arrive while the node is spun.</summary>
/// <typeparam name="TService">The service definition.</typeparam>
/// <typeparam name="TRequest">Its request.</typeparam>
/// <typeparam name="TResponse">Its response.</typeparam>
public sealed class Client<TService, TRequest, TResponse> : Client, IWaitable
    where TService : IRosServiceDefinition<TRequest, TResponse>
    where TRequest : IRosMessage, new()
    where TResponse : IRosMessage, new()
{
    private const int MaxBatch = 16;
    private readonly ConcurrentDictionary<long, TaskCompletionSource<TResponse>> _pending = new();
    private readonly CdrCheck _check = new TResponse().__GetTypeSupport().Check;
    private long _sequenceNumber;

    internal Client(Node node, string name, DdsWriter requests, DdsReader replies, EndpointPairs services)
        : base(node, name, requests, replies, services)
    {
    }

    int IWaitable.Condition => Replies.Condition;

    /// <summary>Sends a request. The task ends when the reply comes, and only while the node is spun.</summary>
    /// <exception cref="ArgumentException">A field is null or longer than its interface allows.</exception>
    /// <exception cref="RCLException">The middleware could not send it.</exception>
    public Task<TResponse> SendRequestAsync(TRequest request) => SendRequestAsync(request, CancellationToken.None);

    /// <summary>Sends a request; cancelling stops waiting for the reply (extension).</summary>
    /// <inheritdoc cref="SendRequestAsync(TRequest)"/>
    public Task<TResponse> SendRequestAsync(TRequest request, CancellationToken cancellationToken)
    {
        cancellationToken.ThrowIfCancellationRequested();
        long sequenceNumber = Interlocked.Increment(ref _sequenceNumber);
        TaskCompletionSource<TResponse> completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
        _pending[sequenceNumber] = completion;
        try
        {
            Requests.Publish(Requests.InstanceHandle, sequenceNumber, request);
        }
        catch
        {
            _pending.TryRemove(sequenceNumber, out _);
            throw;
        }

        return cancellationToken.CanBeCanceled ? WithCancellation(sequenceNumber, completion, cancellationToken) : completion.Task;
    }

    unsafe void IWaitable.Execute()
    {
        RawInfo* batch = stackalloc RawInfo[MaxBatch];
        int taken = Replies.Take(new Span<RawInfo>(batch, MaxBatch));
        for (int index = 0; index < taken; index++)
        {
            if (batch[index].Valid != 0)
            {
                Complete(batch[index].Payload);
            }

            Dds.Release(batch[index].Sample);
        }
    }

    private protected override void CancelAll()
    {
        foreach (long sequenceNumber in _pending.Keys)
        {
            if (_pending.TryRemove(sequenceNumber, out TaskCompletionSource<TResponse>? completion))
            {
                completion.TrySetCanceled();
            }
        }
    }

    private async Task<TResponse> WithCancellation(long sequenceNumber, TaskCompletionSource<TResponse> completion, CancellationToken cancellationToken)
    {
        using CancellationTokenRegistration registration = cancellationToken.Register(() =>
        {
            _pending.TryRemove(sequenceNumber, out _);
            completion.TrySetCanceled(cancellationToken);
        });
        return await completion.Task.ConfigureAwait(false);
    }

    private void Complete(ReadOnlySpan<byte> payload)
    {
        TaskCompletionSource<TResponse>? completion = null;
        try
        {
            CdrReader reader = new(payload);
            (ulong clientId, long sequenceNumber) = ServiceHeader.Read(ref reader);

            // all clients of a service share one reply topic
            if (clientId != Requests.InstanceHandle || !_pending.TryRemove(sequenceNumber, out completion))
            {
                return;
            }

            CdrReader body = reader;
            _check(ref body);
            TResponse response = new();
            response.__ReadFrom(ref reader);
            completion.TrySetResult(response);
        }
        catch (InvalidDataException exception)
        {
            completion?.TrySetException(new RCLException($"The reply of {Name} is malformed: {exception.Message}", exception));
        }
    }
}
