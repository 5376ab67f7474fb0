using std_msgs.msg;
using std_srvs.srv;
using String = std_msgs.msg.String;

namespace ROS2.Tests;

/// <summary>Nodes of one process, over DDS's local delivery.</summary>
public class NodeTests : RosDomainTest
{
    [Fact]
    public void Messages_arrive_in_order_and_as_separate_objects()
    {
        Node node = RCLdotnet.CreateNode("node");
        List<String> received = [];
        node.CreateSubscription<String>("chatter", received.Add);
        Publisher<String> publisher = node.CreatePublisher<String>("/chatter");
        String message = new();
        foreach (string text in new[] { "a", "b", "c" })
        {
            message.Data = text;
            publisher.Publish(message);
        }

        SpinUntil(node, () => received.Count == 3, "three messages");
        Assert.Equal(["a", "b", "c"], received.Select(item => item.Data));
    }

    [Fact]
    public void A_late_subscription_gets_what_a_transient_local_publisher_kept()
    {
        Node node = RCLdotnet.CreateNode("node");
        QosProfile latched = QosProfile.KeepLast(2).WithTransientLocal();
        Publisher<UInt8> publisher = node.CreatePublisher<UInt8>("latched", latched);
        for (byte value = 1; value <= 3; value++)
        {
            publisher.Publish(new UInt8 { Data = value });
        }

        List<byte> received = [];
        node.CreateSubscription<UInt8>("latched", message => received.Add(message.Data), latched);
        SpinUntil(node, () => received.Count == 2, "the two kept messages");
        Assert.Equal([2, 3], received);
    }

    [Fact]
    public void Polling_takes_the_newest_message_without_spinning()
    {
        Node node = RCLdotnet.CreateNode("node");
        Subscription<UInt8> polled = node.CreatePolledSubscription<UInt8>("value");
        Publisher<UInt8> publisher = node.CreatePublisher<UInt8>("value");
        UInt8 into = new() { Data = 99 };
        Assert.False(polled.TryTake(into));
        Assert.False(polled.WaitForMessage(TimeSpan.Zero));
        Assert.Equal(99, into.Data);
        for (byte value = 1; value <= 5; value++)
        {
            publisher.Publish(new UInt8 { Data = value });
        }

        Assert.True(polled.WaitForMessage(TimeSpan.FromSeconds(20)));
        RCLdotnet.SpinOnce(node, 0);
        Assert.True(polled.TryTake(into, out MessageInfo info));
        Assert.Equal(5, into.Data);
        Assert.True(info.SourceTimestampNs > 0);
        Assert.False(polled.TryTake(into));
    }

    [Fact]
    public void A_service_and_its_client_can_share_a_node()
    {
        Node node = RCLdotnet.CreateNode("node", "robot");
        node.CreateService<Trigger, Trigger_Request, Trigger_Response>("~/reset", (_, response) => response.Message = "done");
        Client<Trigger, Trigger_Request, Trigger_Response> client = node.CreateClient<Trigger, Trigger_Request, Trigger_Response>("/robot/node/reset");
        SpinUntil(node, client.ServiceIsReady, "the service");
        Task<Trigger_Response> reply = client.SendRequestAsync(new Trigger_Request());
        SpinUntil(node, () => reply.IsCompleted, "the reply");
        Assert.Equal("done", reply.Result.Message);
    }

    [Fact]
    public async Task Disposing_a_client_cancels_its_open_requests()
    {
        Node node = RCLdotnet.CreateNode("node");
        Client<Trigger, Trigger_Request, Trigger_Response> client = node.CreateClient<Trigger, Trigger_Request, Trigger_Response>("nobody");
        Assert.False(client.ServiceIsReady());
        Task<Trigger_Response> reply = client.SendRequestAsync(new Trigger_Request());
        client.Dispose();
        await Assert.ThrowsAsync<TaskCanceledException>(() => reply);
        Assert.Empty(node.Clients);
    }

    [Fact]
    public void Disposed_entities_stop_working_and_leave_the_node()
    {
        Node node = RCLdotnet.CreateNode("node");
        int calls = 0;
        Publisher<UInt8> publisher = node.CreatePublisher<UInt8>("value");
        Subscription<UInt8> subscription = node.CreateSubscription<UInt8>("value", _ => calls++);
        publisher.Publish(new UInt8());
        subscription.Dispose();
        RCLdotnet.SpinOnce(node, 0);
        publisher.Dispose();
        Assert.Equal(0, calls);
        Assert.Empty(node.Subscriptions);
        Assert.Throws<ObjectDisposedException>(() => publisher.Publish(new UInt8()));
        node.Dispose();
        Assert.Throws<ObjectDisposedException>(() => node.CreatePublisher<UInt8>("value"));
    }

    [Fact]
    public void An_exception_of_a_callback_passes_through_the_spin_which_can_go_on()
    {
        Node node = RCLdotnet.CreateNode("node");
        List<byte> received = [];
        node.CreateSubscription<UInt8>("value", message =>
        {
            received.Add(message.Data);
            if (message.Data == 1)
            {
                throw new InvalidOperationException("user code");
            }
        });
        Publisher<UInt8> publisher = node.CreatePublisher<UInt8>("value");
        publisher.Publish(new UInt8 { Data = 1 });
        Assert.Throws<InvalidOperationException>(() => SpinUntil(node, () => false, "the exception"));
        publisher.Publish(new UInt8 { Data = 2 });
        SpinUntil(node, () => received.Contains(2), "the second message");
    }

    [Fact]
    public async Task Shutdown_ends_a_spin_of_another_thread()
    {
        Node node = RCLdotnet.CreateNode("node");
        using ManualResetEventSlim spinning = new();
        node.CreateTimer(TimeSpan.FromMilliseconds(1), _ => spinning.Set());
        Task spin = Task.Factory.StartNew(() => RCLdotnet.Spin(node), CancellationToken.None, TaskCreationOptions.LongRunning, TaskScheduler.Default);
        Assert.True(spinning.Wait(TimeSpan.FromSeconds(20)));
        RCLdotnet.Shutdown();
        await spin.WaitAsync(TimeSpan.FromSeconds(20));
        Assert.False(RCLdotnet.Ok());
    }

    [Fact]
    public void A_guard_condition_runs_its_callback_on_the_spinning_thread_once_per_spin()
    {
        Node node = RCLdotnet.CreateNode("node");
        int calls = 0;
        GuardCondition condition = node.CreateGuardCondition(() => calls++);
        condition.Trigger();
        condition.Trigger();
        SpinUntil(node, () => calls > 0, "the callback");
        RCLdotnet.SpinOnce(node, 0);
        Assert.Equal(1, calls);
    }

    [Theory]
    [InlineData("")]
    [InlineData("a//b")]
    [InlineData("a/")]
    [InlineData("1a")]
    [InlineData("a b")]
    [InlineData("ä")]
    public void Invalid_topic_names_are_refused(string topic)
    {
        Node node = RCLdotnet.CreateNode("node");
        ArgumentException error = Assert.Throws<ArgumentException>(() => node.CreatePublisher<UInt8>(topic));
        Assert.Contains("is not a topic or service name", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Joining_twice_with_options_is_refused_with_the_way_out()
    {
        InvalidOperationException error = Assert.Throws<InvalidOperationException>(() => RCLdotnet.Init(Options));
        Assert.Contains("Shutdown", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_broken_Cyclone_configuration_is_an_exception_with_the_native_reason()
    {
        RCLdotnet.Shutdown();
        RCLException error = Assert.Throws<RCLException>(() => RCLdotnet.Init(Options with { CycloneUri = "<CycloneDDS><Domain><Nonsense/></Domain></CycloneDDS>" }));
        Assert.Contains($"Joining ROS domain {Options.DomainId} failed", error.Message, StringComparison.Ordinal);
        Assert.False(RCLdotnet.Ok());
    }

    [Fact]
    public void A_log_message_reaches_rosout_with_its_origin()
    {
        Node node = RCLdotnet.CreateNode("control", "robot");
        using RosLogger logger = new(node);
        logger.Write(RosLogLevel.Warn, "stale camera");
        rcl_interfaces.msg.Log? received = null;
        node.CreateSubscription<rcl_interfaces.msg.Log>("/rosout", message => received = message, QosProfile.KeepLast(10).WithTransientLocal());
        SpinUntil(node, () => received is not null, "the log message");
        Assert.Equal(("robot.control", "stale camera", rcl_interfaces.msg.Log.WARN), (received!.Name, received.Msg, received.Level));
        Assert.Equal(nameof(A_log_message_reaches_rosout_with_its_origin), received.Function);
        Assert.True(Clock.Nanoseconds(received.Stamp) > 0);
    }
}
