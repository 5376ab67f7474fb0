using System.Diagnostics;
using sensor_msgs.msg;
using std_srvs.srv;

namespace ROS2.Tests;

/// <summary>Everything that must go over a real network connection between two processes.</summary>
public class TwoProcessTests : RosDomainTest
{
    [Fact]
    public void A_message_goes_to_another_process_and_back()
    {
        using PeerProcess peer = PeerProcess.Start(Options.DomainId);
        Node node = RCLdotnet.CreateNode("tester");
        JointState? received = null;
        Publisher<JointState> ping = node.CreatePublisher<JointState>("ping");
        Subscription<JointState> echo = node.CreateSubscription<JointState>("echo", message => received = message);
        SpinUntil(node, () => ping.SubscriptionCount == 1 && echo.PublisherCount == 1, "the peer's endpoints");
        JointState sent = new() { Name = { "hip", "knee" }, Position = { 0.25, -1.5 } };
        node.Clock.Now(sent.Header.Stamp);

        ping.Publish(sent);
        SpinUntil(node, () => received is not null, "the echo");

        Assert.Equal(sent.Name, received!.Name);
        Assert.Equal(sent.Position, received.Position);
        Assert.Equal(Clock.Nanoseconds(sent.Header.Stamp), Clock.Nanoseconds(received.Header.Stamp));
        Assert.False(peer.HasExited);
    }

    [Fact]
    public void A_service_of_another_process_answers_each_request_with_its_own_reply()
    {
        using PeerProcess peer = PeerProcess.Start(Options.DomainId);
        Node node = RCLdotnet.CreateNode("tester");
        Client<SetBool, SetBool_Request, SetBool_Response> client = node.CreateClient<SetBool, SetBool_Request, SetBool_Response>("invert");
        SpinUntil(node, client.ServiceIsReady, "the peer's service");

        Task<SetBool_Response>[] replies = [.. Enumerable.Range(0, 6).Select(index => client.SendRequestAsync(new SetBool_Request { Data = index % 2 == 0 }))];
        SpinUntil(node, () => replies.All(reply => reply.IsCompleted), "all replies");

        Assert.Equal([false, true, false, true, false, true], replies.Select(reply => reply.Result.Success));
        Assert.StartsWith("process ", replies[0].Result.Message, StringComparison.Ordinal);
        Assert.NotEqual($"process {Environment.ProcessId}", replies[0].Result.Message);
    }

    [Fact]
    public void A_large_image_arrives_whole()
    {
        using PeerProcess peer = PeerProcess.Start(Options.DomainId);
        Node node = RCLdotnet.CreateNode("tester");
        Image? received = null;
        Publisher<Image> publisher = node.CreatePublisher<Image>("image");
        Subscription<Image> echo = node.CreateSubscription<Image>("image_echo", message => received = message);
        SpinUntil(node, () => publisher.SubscriptionCount == 1 && echo.PublisherCount == 1, "the peer's endpoints");
        byte[] pixels = new byte[640 * 480 * 3];
        new Random(1).NextBytes(pixels);
        Image sent = new() { Width = 640, Height = 480, Step = 640 * 3, Encoding = "rgb8" };
        sent.Data.AddRange(pixels);

        publisher.Publish(sent);
        SpinUntil(node, () => received is not null, "the echo");

        Assert.Equal("rgb8", received!.Encoding);
        Assert.True(received.Data.SequenceEqual(pixels));
    }

    [Fact]
    public void Round_trips_to_another_process_lose_nothing_and_cost_no_managed_bytes()
    {
        using PeerProcess peer = PeerProcess.Start(Options.DomainId);
        RoundTripMeasurement result = RoundTripMeasurement.Run(RCLdotnet.CreateNode("tester"), 500);
        Assert.Equal(0, result.Lost);
        Assert.Equal(0, result.BytesPerMessage);
    }

    [Theory]
    [InlineData(64)]
    [InlineData(640)]
    public void A_peer_that_hangs_does_not_hold_up_the_publisher(int width)
    {
        using PeerProcess peer = PeerProcess.Start(Options.DomainId);
        Node node = RCLdotnet.CreateNode("tester");
        Publisher<Image> publisher = node.CreatePublisher<Image>("image");
        SpinUntil(node, () => publisher.SubscriptionCount == 1, "the peer's subscription");
        Image image = new();
        image.Data.AddRange(new byte[width * width * 3]);
        publisher.Publish(image);
        peer.Suspend();

        double slowestMs = 0;
        for (int round = 0; round < 200; round++)
        {
            long start = Stopwatch.GetTimestamp();
            publisher.Publish(image);
            slowestMs = Math.Max(slowestMs, Stopwatch.GetElapsedTime(start).TotalMilliseconds);
        }

        Assert.True(slowestMs < 500, $"One Publish took {slowestMs} ms.");
    }
}
