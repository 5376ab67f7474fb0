namespace ROS2.Native;

/// <summary>A DDS reader of opaque CDR with a condition that holds while it has samples.</summary>
internal sealed unsafe class DdsReader : IDisposable
{
    private readonly int _topic;
    private readonly string _topicName;
    private int _disposed;

    /// <exception cref="RCLException">Cyclone refuses the topic or its QoS.</exception>
    public DdsReader(RclContext context, string topicName, RosTypeSupport type, QosProfile profile, string pairId)
    {
        _topicName = topicName;
        using DdsQos qos = DdsQos.ForEndpoint(profile, context.UserData(pairId, type));
        _topic = Dds.Check(Dds.CreateTopic(context.Participant, topicName, type.DdsTypeName, 0, out _), $"Creating the topic {topicName}");
        int reader = Dds.CreateReader(context.Participant, _topic, qos.Handle, 0);
        if (reader < 0)
        {
            _ = Dds.Delete(_topic);
            throw Dds.Error(reader, $"Creating a subscription of {topicName}");
        }

        Handle = reader;
        Condition = Dds.Check(Dds.CreateReadCondition(reader, Dds.AnyState), "Creating a read condition");
        Guid = RclContext.Guid(reader);
    }

    public int Handle { get; }

    /// <summary>To be attached to a wait set.</summary>
    public int Condition { get; }

    public byte[] Guid { get; }

    /// <summary>Takes up to as many samples as the span holds; each must be given to <see cref="Dds.Release"/>.</summary>
    /// <exception cref="RCLException">Cyclone failed for another reason than that the reader is gone.</exception>
    public int Take(Span<RawInfo> samples)
    {
        fixed (RawInfo* pointer = samples)
        {
            int taken = Dds.Take(Handle, pointer, (uint)samples.Length);
            if (taken < 0 && Volatile.Read(ref _disposed) == 0)
            {
                throw Dds.Error(taken, $"Taking messages of {_topicName}");
            }

            return Math.Max(taken, 0);
        }
    }

    public void Dispose()
    {
        if (Interlocked.Exchange(ref _disposed, 1) == 0)
        {
            _ = Dds.Delete(Handle);
            _ = Dds.Delete(_topic);
        }
    }
}
