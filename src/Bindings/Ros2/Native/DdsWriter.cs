namespace ROS2.Native;

/// <summary>A DDS writer of opaque CDR; safe for use from several threads.</summary>
internal sealed unsafe class DdsWriter : IDisposable
{
    private readonly Lock _lock = new();
    private readonly string _topicName;
    private readonly int _topic;
    private readonly nint _type;
    private bool _disposed;

    /// <exception cref="RCLException">Cyclone refuses the topic or its QoS.</exception>
    public DdsWriter(RclContext context, string topicName, RosTypeSupport type, QosProfile profile, string pairId)
    {
        _topicName = topicName;
        using DdsQos qos = DdsQos.ForEndpoint(profile, context.UserData(pairId, type));
        _topic = Dds.Check(Dds.CreateTopic(context.Participant, topicName, type.DdsTypeName, 0, out _type), $"Creating the topic {topicName}");
        int writer = Dds.CreateWriter(context.Participant, _topic, qos.Handle, 0);
        if (writer < 0)
        {
            _ = Dds.Delete(_topic);
            throw Dds.Error(writer, $"Creating a publisher of {topicName}");
        }

        Handle = writer;
        Guid = RclContext.Guid(writer);
        Dds.Check(Dds.GetInstanceHandle(writer, out ulong instance), "Reading a writer's instance handle");
        InstanceHandle = instance;
    }

    public int Handle { get; }

    public byte[] Guid { get; }

    /// <summary>What a service client calls itself in its requests.</summary>
    public ulong InstanceHandle { get; }

    /// <summary>Writes a message.</summary>
    /// <exception cref="ArgumentException">A field is null or longer than the interface allows.</exception>
    /// <exception cref="ObjectDisposedException">The endpoint is gone.</exception>
    /// <exception cref="RCLException">Cyclone could not write it.</exception>
    public void Publish(IRosMessage message)
    {
        CdrWriter measure = CdrWriter.Measure();
        message.__WriteTo(ref measure);
        lock (_lock)
        {
            nint sample = Loan(measure.Length, out byte* data);
            try
            {
                CdrWriter writer = CdrWriter.Into(new Span<byte>(data, measure.Length));
                message.__WriteTo(ref writer);
            }
            catch
            {
                Dds.Release(sample);
                throw;
            }

            Send(sample);
        }
    }

    /// <summary>Writes a service request or reply: client, sequence number and message.</summary>
    /// <inheritdoc cref="Publish(IRosMessage)"/>
    public void Publish(ulong clientId, long sequenceNumber, IRosMessage message)
    {
        CdrWriter measure = CdrWriter.Measure();
        ServiceHeader.Write(ref measure, clientId, sequenceNumber);
        message.__WriteTo(ref measure);
        byte[] payload = new byte[measure.Length];
        CdrWriter writer = CdrWriter.Into(payload);
        ServiceHeader.Write(ref writer, clientId, sequenceNumber);
        message.__WriteTo(ref writer);
        Publish(payload);
    }

    /// <summary>Writes a payload that already has its encapsulation header.</summary>
    /// <inheritdoc cref="Publish(IRosMessage)"/>
    public void Publish(ReadOnlySpan<byte> payload)
    {
        lock (_lock)
        {
            nint sample = Loan(payload.Length, out byte* data);
            payload.CopyTo(new Span<byte>(data, payload.Length));
            Send(sample);
        }
    }

    public void Dispose()
    {
        lock (_lock)
        {
            if (_disposed)
            {
                return;
            }

            _disposed = true;
            _ = Dds.Delete(Handle);
            _ = Dds.Delete(_topic);
        }
    }

    private nint Loan(int size, out byte* data)
    {
        ObjectDisposedException.ThrowIf(_disposed, this);
        nint sample = Dds.Loan(_type, (uint)size, out data);
        return sample != 0 ? sample : throw new RCLException($"There is no memory for a message of {size} bytes on {_topicName}.");
    }

    private void Send(nint sample)
    {
        int code = Dds.Publish(Handle, sample);
        if (code < 0)
        {
            throw Dds.Error(code, $"Publishing on {_topicName}");
        }
    }
}
