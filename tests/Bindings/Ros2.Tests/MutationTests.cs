using sensor_msgs.msg;
using std_msgs.msg;

namespace ROS2.Tests;

/// <summary>No sequence of bytes makes the reader do anything but give a message or an InvalidDataException.</summary>
public class MutationTests
{
    private const int Mutations = 5000;

    public static TheoryData<IRosMessage> Messages => new()
    {
        new JointState { Name = { "hip", "knee" }, Position = { 1, 2 }, Velocity = { 3 }, Header = { FrameId = "base" } },
        new Image { Width = 4, Height = 2, Step = 12, Encoding = "rgb8", Data = { 1, 2, 3, 4, 5, 6, 7, 8 } },
        new CameraInfo { D = { 1, 2 }, DistortionModel = "plumb_bob" },
        new Float64MultiArray { Data = { 1, 2 }, Layout = { Dim = { new MultiArrayDimension { Label = "x" } } } },
        new diagnostic_msgs.msg.DiagnosticArray { Status = { new() { Name = "n", Values = { new(), new() { Key = "k" } } } } },
        new trajectory_msgs.msg.JointTrajectory { JointNames = { "a" }, Points = { new() { Positions = { 1 } }, new() } },
        new rmw_dds_common.msg.ParticipantEntitiesInfo { NodeEntitiesInfoSeq = { new() { NodeName = "n", ReaderGidSeq = { new() } } } },
    };

    [Theory]
    [MemberData(nameof(Messages))]
    public void Mutated_payloads_are_read_or_refused_and_never_leave_a_half_read_message(IRosMessage message)
    {
        byte[] original = CdrSerializer.Serialize(message);
        IRosMessage into = (IRosMessage)Activator.CreateInstance(message.GetType())!;
        Random random = new(20240618);
        int refused = 0;
        for (int round = 0; round < Mutations; round++)
        {
            byte[] mutated = Mutate(original, random);
            byte[] before = CdrSerializer.Serialize(into);
            try
            {
                CdrSerializer.Deserialize(mutated, into);
            }
            catch (InvalidDataException)
            {
                refused++;
                Assert.Equal(before, CdrSerializer.Serialize(into));
            }
        }

        // both outcomes must occur, or the mutations tested nothing
        Assert.InRange(refused, Mutations / 100, Mutations - (Mutations / 100));
    }

    [Theory]
    [MemberData(nameof(Messages))]
    public void Every_truncation_is_refused(IRosMessage message)
    {
        byte[] payload = CdrSerializer.Serialize(message);
        for (int length = 0; length < payload.Length; length++)
        {
            Assert.Throws<InvalidDataException>(() => CdrSerializer.Deserialize(payload.AsSpan(0, length), message));
        }
    }

    [Fact]
    public void Padding_after_a_message_is_tolerated()
    {
        byte[] payload = [.. CdrSerializer.Serialize(new UInt8 { Data = 5 }), 0, 0, 0];
        Assert.Equal(5, CdrSerializer.Deserialize<UInt8>(payload).Data);
    }

    [Fact]
    public void Invalid_UTF8_becomes_replacement_characters()
    {
        byte[] payload = [0, 1, 0, 0, 3, 0, 0, 0, 0xff, 0xfe, 0];
        Assert.Equal("\uFFFD\uFFFD", CdrSerializer.Deserialize<std_msgs.msg.String>(payload).Data);
    }

    private static byte[] Mutate(byte[] original, Random random)
    {
        byte[] bytes = [.. original];
        for (int change = random.Next(1, 4); change > 0 && bytes.Length > 0; change--)
        {
            int at = random.Next(bytes.Length);
            switch (random.Next(5))
            {
                case 0:
                    bytes[at] ^= (byte)(1 << random.Next(8));
                    break;
                case 1:
                    bytes = bytes[..at];
                    break;
                case 2:
                    bytes = [.. bytes[..at], .. bytes[Math.Min(bytes.Length, at + random.Next(1, 9))..]];
                    break;
                case 3:
                    byte[] inserted = new byte[random.Next(1, 9)];
                    random.NextBytes(inserted);
                    bytes = [.. bytes[..at], .. inserted, .. bytes[at..]];
                    break;
                default:
                    // a count or length field set to an extreme
                    BitConverter.TryWriteBytes(bytes.AsSpan(at & ~3), random.Next(2) == 0 ? int.MaxValue : random.Next(64));
                    break;
            }
        }

        return bytes;
    }
}
