using System.Buffers.Binary;
using System.Globalization;
using System.Text;
using ROS2.Native;

namespace ROS2;

/// <summary>One DDS domain and participant, shared by all nodes of the process, with its place in the ROS graph.</summary>
internal sealed unsafe class RclContext : IDisposable
{
    private const int GuidSize = 16;
    private readonly Lock _lock = new();
    private readonly List<Node> _nodes = [];
    private readonly int _domain;
    private readonly byte[] _participantGuid;
    private readonly DdsWriter _graphWriter;
    private uint _endpointPairs;
    private volatile bool _disposed;

    /// <exception cref="RCLException">Cyclone refuses the configuration or finds no free port.</exception>
    public RclContext(RclOptions options)
    {
        Options = options;
        Names = new RosNames(options.Arguments);
        uint domainId = (uint)options.DomainId;
        _domain = Dds.Check(Dds.CreateDomain(domainId, options.ToCycloneConfiguration()), $"Joining ROS domain {domainId}");
        try
        {
            using DdsQos qos = DdsQos.ForParticipant("enclave=/;");
            Participant = Dds.Check(
                Dds.CreateParticipant(domainId, qos.Handle, 0),
                $"Creating a participant in ROS domain {domainId} (a domain holds at most 33 on one machine)");
            _participantGuid = Guid(Participant);
            RosTypeSupport graphType = rmw_dds_common.msg.ParticipantEntitiesInfo.__TypeSupport;
            _graphWriter = new DdsWriter(this, "ros_discovery_info", graphType, QosProfile.KeepLast(1).WithTransientLocal(), "");
        }
        catch
        {
            _ = Dds.Delete(_domain);
            throw;
        }
    }

    public RclOptions Options { get; }

    public RosNames Names { get; }

    public int Participant { get; }

    public bool IsDisposed => _disposed;

    /// <summary>The identifier of an entity in the graph.</summary>
    public static byte[] Guid(int entity)
    {
        byte[] guid = new byte[GuidSize];
        fixed (byte* pointer = guid)
        {
            Dds.Check(Dds.GetGuid(entity, pointer), "Reading an entity's GUID");
        }

        return guid;
    }

    /// <summary>User data of an endpoint as rmw_cyclonedds writes it.</summary>
    /// <param name="pairId">Empty, or <c>serviceid=...;</c> or <c>clientid=...;</c>.</param>
    /// <param name="type">The endpoint's type.</param>
    public string UserData(string pairId, RosTypeSupport type) =>
        Options.Distro == RosDistro.Humble ? pairId : $"{pairId}typehash={type.TypeHash};";

    /// <summary>A fresh identifier for the request and reply endpoint of one service or client.</summary>
    public string NextPairId()
    {
        byte[] id = [.. _participantGuid.AsSpan(0, 12), 0, 0, 0, 0];
        BinaryPrimitives.WriteUInt32BigEndian(id.AsSpan(12), Interlocked.Increment(ref _endpointPairs));
        StringBuilder text = new();
        text.Append(CultureInfo.InvariantCulture, $"{id[0],2:x}");
        foreach (byte part in id.AsSpan(1))
        {
            text.Append(CultureInfo.InvariantCulture, $".{part:x}");
        }

        return text.ToString();
    }

    public void Add(Node node)
    {
        lock (_lock)
        {
            _nodes.Add(node);
        }

        PublishGraph();
    }

    public void Remove(Node node)
    {
        lock (_lock)
        {
            _nodes.Remove(node);
        }

        PublishGraph();
    }

    /// <summary>Tells the domain which nodes this process has and which endpoints are theirs; to be called after each change.</summary>
    public void PublishGraph()
    {
        lock (_lock)
        {
            if (_disposed)
            {
                return;
            }

            int gidSize = Options.Distro == RosDistro.Humble ? 24 : GuidSize;
            NodeEndpoints[] nodes = [.. _nodes.Select(node => node.Endpoints())];
            CdrWriter measure = CdrWriter.Measure();
            WriteGraph(ref measure, nodes, gidSize);
            byte[] payload = new byte[measure.Length];
            CdrWriter writer = CdrWriter.Into(payload);
            WriteGraph(ref writer, nodes, gidSize);
            _graphWriter.Publish(payload);
        }
    }

    public void Dispose()
    {
        Node[] nodes;
        lock (_lock)
        {
            nodes = [.. _nodes];
        }

        foreach (Node node in nodes)
        {
            node.Dispose();
        }

        lock (_lock)
        {
            if (_disposed)
            {
                return;
            }

            _disposed = true;
        }

        _graphWriter.Dispose();
        _ = Dds.Delete(_domain);
    }

    private void WriteGraph(ref CdrWriter writer, NodeEndpoints[] nodes, int gidSize)
    {
        const string Field = "rmw_dds_common/msg/ParticipantEntitiesInfo";
        WriteGid(ref writer, _participantGuid, gidSize);
        writer.WriteCount(nodes.Length, int.MaxValue, Field);
        foreach (NodeEndpoints node in nodes)
        {
            writer.WriteString(node.Namespace, 256, Field);
            writer.WriteString(node.Name, 256, Field);
            WriteGids(ref writer, node.Readers, gidSize);
            WriteGids(ref writer, node.Writers, gidSize);
        }
    }

    private static void WriteGids(ref CdrWriter writer, IReadOnlyList<byte[]> guids, int gidSize)
    {
        writer.Write((uint)guids.Count);
        foreach (byte[] guid in guids)
        {
            WriteGid(ref writer, guid, gidSize);
        }
    }

    private static void WriteGid(ref CdrWriter writer, byte[] guid, int gidSize)
    {
        for (int index = 0; index < gidSize; index++)
        {
            writer.Write(index < guid.Length ? guid[index] : (byte)0);
        }
    }
}
