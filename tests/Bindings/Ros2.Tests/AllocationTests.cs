using sensor_msgs.msg;
using std_msgs.msg;

namespace ROS2.Tests;

/// <summary>Publishing and taking reused messages costs no managed memory.</summary>
public class AllocationTests : RosDomainTest
{
    private const int Rounds = 1000;

    [Fact]
    public void Joint_states_cost_no_managed_bytes()
    {
        JointState message = new();
        for (int joint = 0; joint < 6; joint++)
        {
            message.Name.Add($"joint_{joint}");
            message.Position.Add(joint);
            message.Velocity.Add(joint);
        }

        message.Header.FrameId = "Körper";
        AssertNoAllocation(message, new JointState());
    }

    [Fact]
    public void Images_cost_no_managed_bytes()
    {
        Image message = new() { Width = 64, Height = 64, Step = 192, Encoding = "rgb8" };
        message.Data.AddRange(new byte[64 * 64 * 3]);
        AssertNoAllocation(message, new Image());
    }

    [Fact]
    public void Commands_cost_no_managed_bytes()
    {
        Float64MultiArray message = new() { Data = { 1, 2, 3, 4, 5, 6 } };
        message.Layout.Dim.Add(new MultiArrayDimension { Label = "joint", Size = 6, Stride = 6 });
        AssertNoAllocation(message, new Float64MultiArray());
    }

    [Fact]
    public void A_spun_subscription_that_reuses_its_message_costs_no_managed_bytes()
    {
        Node node = RCLdotnet.CreateNode("node");
        int received = 0;
        Publisher<Float64MultiArray> publisher = node.CreatePublisher<Float64MultiArray>("command");
        Subscription<Float64MultiArray> subscription = node.CreateSubscription<Float64MultiArray>("command", _ => received++);
        subscription.ReuseMessage = true;
        Float64MultiArray message = new() { Data = { 1, 2, 3 } };
        RoundTrips(Rounds);

        long before = GC.GetAllocatedBytesForCurrentThread();
        RoundTrips(Rounds);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);

        void RoundTrips(int count)
        {
            for (int round = 0; round < count; round++)
            {
                publisher.Publish(message);
                int expected = received + 1;
                while (received < expected)
                {
                    RCLdotnet.SpinOnce(node, 100);
                }
            }
        }
    }

    private static void AssertNoAllocation<T>(T message, T into)
        where T : IRosMessage, new()
    {
        Node node = RCLdotnet.CreateNode("node");
        Publisher<T> publisher = node.CreatePublisher<T>("topic");
        Subscription<T> subscription = node.CreatePolledSubscription<T>("topic", QosProfile.KeepLast(1));
        RoundTrips(Rounds);

        long before = GC.GetAllocatedBytesForCurrentThread();
        RoundTrips(Rounds);
        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
        Assert.Equal(CdrSerializer.Serialize(message), CdrSerializer.Serialize(into));

        void RoundTrips(int count)
        {
            for (int round = 0; round < count; round++)
            {
                publisher.Publish(message);
                while (!subscription.TryTake(into))
                {
                    subscription.WaitForMessage(TimeSpan.FromSeconds(1));
                }
            }
        }
    }
}
