using System.Diagnostics;
using sensor_msgs.msg;

namespace ROS2.Tests;

/// <summary>Sends joint states to the second process and back, one at a time.</summary>
/// <param name="RttUs">Sorted round-trip times in microseconds.</param>
/// <param name="Lost">Messages that did not come back within a second.</param>
/// <param name="BytesPerMessage">Managed bytes allocated by this thread per round trip.</param>
internal sealed record RoundTripMeasurement(double[] RttUs, int Lost, double BytesPerMessage)
{
    private const int WarmUp = 2000;

    public double Percentile(double percent) => RttUs[(int)Math.Min(RttUs.Length - 1, RttUs.Length * percent / 100)];

    /// <summary>Measures with a peer that must already run in the domain.</summary>
    public static RoundTripMeasurement Run(Node node, int count)
    {
        Publisher<JointState> ping = node.CreatePublisher<JointState>("ping");
        Subscription<JointState> echo = node.CreatePolledSubscription<JointState>("echo");
        long start = Stopwatch.GetTimestamp();
        while (ping.SubscriptionCount == 0 || echo.PublisherCount == 0)
        {
            Assert.True(Stopwatch.GetElapsedTime(start) < TimeSpan.FromSeconds(20), "The peer's endpoints did not appear within 20 s.");
            echo.WaitForMessage(TimeSpan.FromMilliseconds(20));
        }

        JointState message = new();
        for (int joint = 0; joint < 6; joint++)
        {
            message.Name.Add($"joint_{joint}");
            message.Position.Add(joint);
            message.Velocity.Add(joint);
            message.Effort.Add(joint);
        }

        JointState reply = new();
        double[] times = new double[count];
        RoundTrips(ping, echo, message, reply, times.AsSpan(0, Math.Min(WarmUp, count)));
        long bytes = GC.GetAllocatedBytesForCurrentThread();
        int lost = RoundTrips(ping, echo, message, reply, times);
        bytes = GC.GetAllocatedBytesForCurrentThread() - bytes;
        Array.Sort(times);
        return new RoundTripMeasurement(times, lost, (double)bytes / count);
    }

    private static int RoundTrips(Publisher<JointState> ping, Subscription<JointState> echo, JointState message, JointState reply, Span<double> timesUs)
    {
        int lost = 0;
        for (int round = 0; round < timesUs.Length; round++)
        {
            message.Header.Stamp.Nanosec = (uint)round;
            long start = Stopwatch.GetTimestamp();
            ping.Publish(message);
            bool received = false;
            do
            {
                received = echo.WaitForMessage(TimeSpan.FromSeconds(1)) && echo.TryTake(reply) && reply.Header.Stamp.Nanosec == (uint)round;
            }
            while (!received && Stopwatch.GetElapsedTime(start) < TimeSpan.FromSeconds(1));
            timesUs[round] = Stopwatch.GetElapsedTime(start).TotalMicroseconds;
            lost += received ? 0 : 1;
        }

        return lost;
    }
}
