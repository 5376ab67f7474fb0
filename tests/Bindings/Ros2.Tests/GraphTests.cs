using ROS2.Native;
using rmw_dds_common.msg;
using std_msgs.msg;
using std_srvs.srv;

namespace ROS2.Tests;

/// <summary>What <c>ros2 node list</c> and <c>ros2 topic info</c> read.</summary>
public unsafe class GraphTests : RosDomainTest
{
    private static readonly QosProfile GraphQos = QosProfile.KeepAll().WithTransientLocal().WithAvoidRosNamespaceConventions(true);

    [Fact]
    public void The_graph_names_every_node_with_its_endpoints_until_they_are_disposed()
    {
        Node observer = RCLdotnet.CreateNode("observer", "lab");
        ParticipantEntitiesInfo graph = new();
        observer.CreateSubscription<ParticipantEntitiesInfo>("/ros_discovery_info", message => graph = message, GraphQos);
        Node node = RCLdotnet.CreateNode("walker");
        Publisher<UInt8> publisher = node.CreatePublisher<UInt8>("value");
        node.CreateService<Trigger, Trigger_Request, Trigger_Response>("reset", (_, _) => { });

        SpinUntil(observer, () => Entry("walker") is { WriterGidSeq.Count: 2, ReaderGidSeq.Count: 1 }, "the node's three endpoints");
        Assert.Equal(RclContext.Guid(publisher.Writer.Handle), Entry("walker")!.WriterGidSeq[0].Data);
        Assert.Equal("/", Entry("walker")!.NodeNamespace);
        Assert.Equal("/lab", Entry("observer")!.NodeNamespace);
        Assert.Equal(publisher.Writer.Guid[..12], graph.Gid.Data[..12]);

        publisher.Dispose();
        SpinUntil(observer, () => Entry("walker") is { WriterGidSeq.Count: 1 }, "the graph without the publisher");
        node.Dispose();
        SpinUntil(observer, () => Entry("walker") is null, "the graph without the node");

        NodeEntitiesInfo? Entry(string name) => graph.NodeEntitiesInfoSeq.Find(entry => entry.NodeName == name);
    }

    [Fact]
    public void Endpoints_show_their_type_hash_and_service_identity()
    {
        Node node = RCLdotnet.CreateNode("node");
        Publisher<UInt8> publisher = node.CreatePublisher<UInt8>("value");
        Subscription<UInt8> subscription = node.CreateSubscription<UInt8>("value", _ => { });
        Assert.Equal($"typehash={UInt8.__TypeSupport.TypeHash};", UserDataOfPublisher(subscription.Reader));

        Service<Trigger, Trigger_Request, Trigger_Response> service = node.CreateService<Trigger, Trigger_Request, Trigger_Response>("s", (_, _) => { });
        Client<Trigger, Trigger_Request, Trigger_Response> client = node.CreateClient<Trigger, Trigger_Request, Trigger_Response>("s");
        Assert.Matches($"^clientid=[ 0-9a-f]{{2}}(\\.[0-9a-f]{{1,2}}){{15}};typehash={Trigger_Request.__TypeSupport.TypeHash};$", UserDataOfPublisher(service.Requests));
        Assert.Matches($"^serviceid=[ 0-9a-f]{{2}}(\\.[0-9a-f]{{1,2}}){{15}};typehash={Trigger_Response.__TypeSupport.TypeHash};$", UserDataOfPublisher(client.Replies));
        Assert.Equal(1, publisher.SubscriptionCount);
    }

    [Fact]
    public void Humble_gets_24_byte_identifiers_and_no_hashes()
    {
        RCLdotnet.Shutdown();
        RCLdotnet.Init(Options with { Distro = RosDistro.Humble });
        Node node = RCLdotnet.CreateNode("node");
        Subscription<UInt8> subscription = node.CreateSubscription<UInt8>("value", _ => { });
        node.CreatePublisher<UInt8>("value");
        Assert.Equal("", UserDataOfPublisher(subscription.Reader));

        // the message of the other distributions cannot be read from these bytes; a list of bytes shows their number
        byte[] payload = TakeGraph(node);
        const int Header = 4;
        Assert.Equal(1, BitConverter.ToInt32(payload, Header + 24));
        Assert.All(payload[(Header + 16)..(Header + 24)], padding => Assert.Equal(0, padding));
    }

    private static byte[] TakeGraph(Node node)
    {
        Subscription<ParticipantEntitiesInfo> graph = node.CreatePolledSubscription<ParticipantEntitiesInfo>("/ros_discovery_info", GraphQos);
        Assert.True(graph.WaitForMessage(TimeSpan.FromSeconds(20)));
        RawInfo sample = default;
        Assert.Equal(1, graph.Reader.Take(new Span<RawInfo>(ref sample)));
        byte[] payload = sample.Payload.ToArray();
        Dds.Release(sample.Sample);
        return payload;
    }

    private static string UserDataOfPublisher(DdsReader reader)
    {
        ulong handle;
        Assert.Equal(1, Dds.GetMatchedPublications(reader.Handle, &handle, 1));
        BuiltinEndpoint* endpoint = Dds.GetMatchedPublicationData(reader.Handle, handle);
        string userData = DdsQos.GetUserData(endpoint->Qos);
        Dds.FreeEndpoint(endpoint);
        return userData;
    }
}
