using System.Globalization;
using sensor_msgs.msg;
using std_msgs.msg;
using String = std_msgs.msg.String;

namespace ROS2.Tests;

/// <summary>Bytes that rclpy's serialize_message gives for the same messages.</summary>
public class CdrVectorTests
{
    public static TheoryData<IRosMessage, string> Vectors => new()
    {
        { new Empty(), "0001000000" },
        { new String { Data = "hi" }, "0001000003000000686900" },
        { new UInt8 { Data = 7 }, "0001000007" },
        { new JointState(), "00010000" + "00000000" + "00000000" + "01000000" + "00000000" + "00000000" + "00000000" + "00000000" + "00000000" },
        { new Float64MultiArray { Data = [1.0] }, "00010000" + "00000000" + "00000000" + "01000000" + "00000000" + "000000000000f03f" },
    };

    [Theory]
    [MemberData(nameof(Vectors))]
    public void Messages_have_the_bytes_of_ROS_2(IRosMessage message, string expected)
    {
        byte[] actual = CdrSerializer.Serialize(message);
        Assert.Equal(expected, Convert.ToHexStringLower(actual));
    }

    [Fact]
    public void Every_field_of_a_message_survives_the_round_trip()
    {
        DiagnosticArrayFixture fixture = new();
        JointState joints = new() { Name = { "hip", "Knie-ß", "" }, Position = { 1, double.NaN, -0.0 }, Effort = { double.MaxValue } };
        joints.Header.Stamp.Sec = int.MinValue;
        joints.Header.Stamp.Nanosec = uint.MaxValue;
        joints.Header.FrameId = "базa \U0001F916";

        JointState read = CdrSerializer.Deserialize<JointState>(CdrSerializer.Serialize(joints));

        Assert.Equal(joints.Name, read.Name);
        Assert.Equal(joints.Position, read.Position);
        Assert.Empty(read.Velocity);
        Assert.Equal(joints.Effort, read.Effort);
        Assert.Equal(joints.Header.FrameId, read.Header.FrameId);
        Assert.Equal(int.MinValue, read.Header.Stamp.Sec);
        Assert.Equal(uint.MaxValue, read.Header.Stamp.Nanosec);
        fixture.AssertRoundTrip();
    }

    [Fact]
    public void A_shorter_message_leaves_nothing_of_a_longer_one_behind()
    {
        trajectory_msgs.msg.JointTrajectory reused = new() { JointNames = { "a", "b" }, Points = { new() { Positions = { 1, 2, 3 } }, new() } };
        trajectory_msgs.msg.JointTrajectory shorter = new() { JointNames = { "c" }, Points = { new() { Velocities = { 4 } } } };

        CdrSerializer.Deserialize(CdrSerializer.Serialize(shorter), reused);

        Assert.Equal(["c"], reused.JointNames);
        trajectory_msgs.msg.JointTrajectoryPoint point = Assert.Single(reused.Points);
        Assert.Empty(point.Positions);
        Assert.Equal([4], point.Velocities);
    }

    [Fact]
    public void A_fixed_array_of_the_wrong_length_is_refused_by_name()
    {
        CameraInfo info = new() { K = new double[3] };
        ArgumentException error = Assert.Throws<ArgumentException>(() => CdrSerializer.Serialize(info));
        Assert.Contains("sensor_msgs/msg/CameraInfo.k must have 9 elements but has 3", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_null_field_is_refused_by_name()
    {
        ArgumentException error = Assert.Throws<ArgumentException>(() => CdrSerializer.Serialize(new String { Data = null! }));
        Assert.Contains("std_msgs/msg/String.data", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_text_beyond_its_bound_is_refused_on_both_sides()
    {
        rmw_dds_common.msg.NodeEntitiesInfo node = new() { NodeName = new string('x', 257) };
        Assert.Throws<ArgumentException>(() => CdrSerializer.Serialize(node));

        node.NodeName = new string('x', 256);
        byte[] payload = CdrSerializer.Serialize(node);
        // namespace "" takes 5 bytes, padded to 8; the name's length follows the header and these
        Assert.Equal(257, BitConverter.ToInt32(payload, 12));
        byte[] longer = [.. payload[..12], .. BitConverter.GetBytes(258), .. payload[16..272], (byte)'x', 0, 0, 0, .. new byte[8]];
        Assert.Throws<InvalidDataException>(() => CdrSerializer.Deserialize<rmw_dds_common.msg.NodeEntitiesInfo>(longer));
    }

    [Theory]
    [InlineData("")]
    [InlineData("000100")]
    [InlineData("0000000007")]
    [InlineData("0003000007")]
    [InlineData("00010000")]
    public void A_payload_that_is_not_little_endian_CDR_or_too_short_is_refused(string hex) =>
        Assert.Throws<InvalidDataException>(() => CdrSerializer.Deserialize<UInt8>(Convert.FromHexString(hex)));

    [Fact]
    public void A_huge_count_is_refused_before_anything_is_allocated_for_it()
    {
        byte[] payload = Convert.FromHexString("00010000" + "00000000" + "00000000" + "ffffff7f" + "00000000");
        long before = GC.GetAllocatedBytesForCurrentThread();
        Assert.Throws<InvalidDataException>(() => CdrSerializer.Deserialize<Float64MultiArray>(payload));
        Assert.InRange(GC.GetAllocatedBytesForCurrentThread() - before, 0, 100_000);
    }

    [Fact]
    public void The_time_in_a_message_is_nanoseconds_since_1970()
    {
        builtin_interfaces.msg.Time time = new();
        Clock.Set(time, -1);
        Assert.Equal((-1, 999_999_999u), (time.Sec, time.Nanosec));
        Assert.Equal(-1, Clock.Nanoseconds(time));
        Clock.Set(time, 1_700_000_000_123_456_789);
        Assert.Equal("1700000000.123456789", string.Create(CultureInfo.InvariantCulture, $"{time.Sec}.{time.Nanosec:d9}"));
    }

    /// <summary>Nested lists of messages with bytes, texts and constants.</summary>
    private sealed class DiagnosticArrayFixture
    {
        private readonly diagnostic_msgs.msg.DiagnosticArray _message = new()
        {
            Status =
            {
                new() { Level = diagnostic_msgs.msg.DiagnosticStatus.WARN, Name = "bus", Values = { new() { Key = "a", Value = "1" }, new() } },
                new() { Level = diagnostic_msgs.msg.DiagnosticStatus.STALE, Message = "no frames" },
            },
        };

        public void AssertRoundTrip()
        {
            diagnostic_msgs.msg.DiagnosticArray read = CdrSerializer.Deserialize<diagnostic_msgs.msg.DiagnosticArray>(CdrSerializer.Serialize(_message));
            Assert.Equal(2, read.Status.Count);
            Assert.Equal(1, read.Status[0].Level);
            Assert.Equal("1", read.Status[0].Values[0].Value);
            Assert.Equal("no frames", read.Status[1].Message);
        }
    }
}
