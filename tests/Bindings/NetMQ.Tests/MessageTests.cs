namespace NetMQ.Tests;

/// <summary>Frames and messages without sockets.</summary>
public class MessageTests
{
    [Fact]
    public void Frames_are_pushed_appended_and_popped_in_order()
    {
        NetMQMessage message = new();
        message.Append("body");
        message.PushEmptyFrame();
        message.Push("identity");
        message.AppendEmptyFrame();
        Assert.Equal(["identity", "", "body", ""], message.Select(frame => frame.ConvertToString()));
        Assert.Equal("identity", message.Pop().ConvertToString());
        Assert.Equal(3, message.FrameCount);
        Assert.True(message.First.IsEmpty);
        message.Clear();
        Assert.True(message.IsEmpty);
        Assert.Throws<ArgumentOutOfRangeException>(() => message.Pop());
    }

    [Fact]
    public void Equal_bytes_make_equal_frames()
    {
        NetMQFrame frame = new("ab");
        Assert.Equal(new NetMQFrame([97, 98]), frame);
        Assert.Equal(new NetMQFrame([97, 98]).GetHashCode(), frame.GetHashCode());
        Assert.NotEqual(new NetMQFrame("ac"), frame);
        Assert.NotSame(frame.Buffer, frame.ToByteArray(copy: true));
    }

    [Fact]
    public void A_message_must_be_initialised_before_it_is_closed_and_only_once()
    {
        Msg msg = default;
        Assert.Throws<FaultException>(() => msg.Close());
        msg.InitPool(10);
        Assert.Equal(10, msg.Slice().Length);
        msg.Close();
        Assert.Throws<FaultException>(() => msg.Close());
    }
}
