using ROS2.Native;
using std_msgs.msg;
using std_srvs.srv;

namespace ROS2.Tests;

/// <summary>Garbage from the network is counted and dropped, and everything goes on.</summary>
public class MalformedTrafficTests : RosDomainTest
{
    private static readonly byte[] Truncated = [0, 1, 0, 0, 9, 0, 0, 0, 1];

    [Fact]
    public void Malformed_messages_never_leave_the_spin()
    {
        Node node = RCLdotnet.CreateNode("node");
        List<double> received = [];
        Subscription<Float64MultiArray> spun = node.CreateSubscription<Float64MultiArray>("data", message => received.AddRange(message.Data), QosProfile.KeepLast(1000));
        Subscription<Float64MultiArray> polled = node.CreatePolledSubscription<Float64MultiArray>("data", QosProfile.KeepLast(1000));
        Publisher<Float64MultiArray> publisher = node.CreatePublisher<Float64MultiArray>("data", QosProfile.KeepLast(1000));
        Random random = new(7);
        int malformed = 0;
        for (int round = 0; round < 500; round++)
        {
            byte[] noise = new byte[random.Next(4, 80)];
            random.NextBytes(noise);
            noise[0] = 0xff;
            publisher.Writer.Publish(noise);
            malformed++;
        }

        publisher.Writer.Publish(Truncated);
        malformed++;
        publisher.Publish(new Float64MultiArray { Data = { 42 } });
        publisher.Writer.Publish(Truncated);
        malformed++;

        SpinUntil(node, () => received.Count > 0 && spun.MalformedCount == malformed, "the one good message and all bad ones");
        Assert.Equal([42], received);
        Float64MultiArray into = new();
        Assert.True(polled.TryTake(into));
        Assert.Equal([42], into.Data);
        Assert.Equal(malformed, polled.MalformedCount);
    }

    [Fact]
    public void A_malformed_request_is_counted_and_the_service_goes_on()
    {
        Node node = RCLdotnet.CreateNode("node");
        Service<SetBool, SetBool_Request, SetBool_Response> service = node.CreateService<SetBool, SetBool_Request, SetBool_Response>(
            "s", (request, response) => response.Success = request.Data);
        Client<SetBool, SetBool_Request, SetBool_Response> client = node.CreateClient<SetBool, SetBool_Request, SetBool_Response>("s");
        SpinUntil(node, client.ServiceIsReady, "the service");
        client.Requests.Publish(Truncated);
        Task<SetBool_Response> reply = client.SendRequestAsync(new SetBool_Request { Data = true });
        SpinUntil(node, () => reply.IsCompleted, "the reply");
        Assert.True(reply.Result.Success);
        Assert.Equal(1, service.MalformedCount);
    }

    [Fact]
    public async Task A_malformed_reply_fails_its_request_and_no_other()
    {
        Node node = RCLdotnet.CreateNode("node");
        Service<SetBool, SetBool_Request, SetBool_Response> service = node.CreateService<SetBool, SetBool_Request, SetBool_Response>("s", (_, _) => { });
        Client<SetBool, SetBool_Request, SetBool_Response> client = node.CreateClient<SetBool, SetBool_Request, SetBool_Response>("s");
        SpinUntil(node, client.ServiceIsReady, "the service");
        service.Replies.Publish(Truncated);
        service.Replies.Publish(client.Requests.InstanceHandle + 1, 1, new SetBool_Response());
        service.Replies.Publish(client.Requests.InstanceHandle, 99, new SetBool_Response());
        Task<SetBool_Response> first = client.SendRequestAsync(new SetBool_Request());
        CdrWriter header = CdrWriter.Measure();
        ServiceHeader.Write(ref header, 0, 0);
        byte[] payload = new byte[header.Length];
        CdrWriter writer = CdrWriter.Into(payload);
        ServiceHeader.Write(ref writer, client.Requests.InstanceHandle, 1);
        service.Replies.Publish(payload);
        SpinUntil(node, () => first.IsCompleted, "the first reply");
        RCLException error = await Assert.ThrowsAsync<RCLException>(() => first);
        Assert.Contains("/s is malformed", error.Message, StringComparison.Ordinal);

        Task<SetBool_Response> second = client.SendRequestAsync(new SetBool_Request());
        SpinUntil(node, () => second.IsCompletedSuccessfully, "the second reply");
    }
}
