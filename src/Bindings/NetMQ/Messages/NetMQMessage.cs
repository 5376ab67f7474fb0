using System.Collections;

namespace NetMQ;

/// <summary>A message of several frames.</summary>
public class NetMQMessage : IEnumerable<NetMQFrame>
{
    private readonly List<NetMQFrame> _frames;

    public NetMQMessage(int expectedFrameCount = 4) => _frames = new List<NetMQFrame>(expectedFrameCount);

    public NetMQMessage(IEnumerable<NetMQFrame> frames) => _frames = [.. frames];

    public NetMQMessage(IEnumerable<byte[]> buffers) => _frames = [.. buffers.Select(buffer => new NetMQFrame(buffer))];

    public int FrameCount => _frames.Count;

    public bool IsEmpty => _frames.Count == 0;

    public NetMQFrame First => _frames[0];

    public NetMQFrame Last => _frames[^1];

    public NetMQFrame this[int index] => _frames[index];

    public void Append(NetMQFrame frame) => _frames.Add(frame);

    public void Append(byte[] buffer) => _frames.Add(new NetMQFrame(buffer));

    /// <summary>Appends UTF-8 text.</summary>
    public void Append(string message) => _frames.Add(new NetMQFrame(message));

    public void AppendEmptyFrame() => _frames.Add(NetMQFrame.Empty);

    public void Push(NetMQFrame frame) => _frames.Insert(0, frame);

    public void Push(byte[] buffer) => Push(new NetMQFrame(buffer));

    /// <summary>Puts UTF-8 text before all frames.</summary>
    public void Push(string message) => Push(new NetMQFrame(message));

    public void PushEmptyFrame() => Push(NetMQFrame.Empty);

    /// <summary>Takes the first frame off.</summary>
    /// <exception cref="ArgumentOutOfRangeException">There is none.</exception>
    public NetMQFrame Pop()
    {
        NetMQFrame first = _frames[0];
        _frames.RemoveAt(0);
        return first;
    }

    public void Clear() => _frames.Clear();

    public IEnumerator<NetMQFrame> GetEnumerator() => _frames.GetEnumerator();

    IEnumerator IEnumerable.GetEnumerator() => GetEnumerator();
}
