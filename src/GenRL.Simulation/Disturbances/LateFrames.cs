using GenRL.Robots;

namespace GenRL.Simulation.Disturbances;

/// <summary>Camera frames on their way: first in, first out, as in a camera's own queue. Holds as many as can be late at once and allocates nothing.</summary>
internal sealed class LateFrames
{
    private readonly (byte[] Frame, long StampNs, long DueNs)[] _ring;
    private int _first, _count;
    private long _lastDueNs;

    /// <param name="longestDelayS">Largest delay of a frame.</param>
    /// <param name="framePeriodS">Time between two frames.</param>
    public LateFrames(double longestDelayS, double framePeriodS)
    {
        _ring = new (byte[], long, long)[(int)Math.Ceiling(longestDelayS / framePeriodS) + 2];
        for (int i = 0; i < _ring.Length; i++)
        {
            _ring[i].Frame = new byte[FrameFormat.Bytes];
        }
    }

    /// <summary>Frames that came later than they were taken.</summary>
    public long Late { get; private set; }

    /// <summary>Puts a frame at the end, to come not before the others.</summary>
    public void Add(ReadOnlySpan<byte> frame, long stampNs, long dueNs)
    {
        ref (byte[] Frame, long StampNs, long DueNs) slot = ref _ring[(_first + _count) % _ring.Length];
        frame.CopyTo(slot.Frame);
        _lastDueNs = Math.Max(_count == 0 ? dueNs : _lastDueNs, dueNs);
        (slot.StampNs, slot.DueNs) = (stampNs, _lastDueNs);
        _count++;
    }

    /// <summary>Takes the first frame if its time has come.</summary>
    public bool TryTake(long nowNs, Span<byte> frame, out long stampNs)
    {
        (byte[] pixels, stampNs, long dueNs) = _ring[_first];
        if (_count == 0 || dueNs > nowNs)
        {
            return false;
        }

        pixels.CopyTo(frame);
        _first = (_first + 1) % _ring.Length;
        _count--;
        Late += nowNs > stampNs ? 1 : 0;
        return true;
    }

    /// <summary>Forgets what is on its way.</summary>
    public void Clear() => _count = 0;
}
