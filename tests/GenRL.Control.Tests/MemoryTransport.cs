using GenRL.Safety;

namespace GenRL.Control.Tests;

/// <summary>Frames and joint states from the test, commands to the test; the last command is kept.</summary>
internal sealed class MemoryTransport(int joints, ManualTime? time = null) : IControlTransport
{
    private byte[]? frame;
    private TakeResult frameResult;
    private TakeResult jointResult;
    private JointVector position;
    private JointVector velocity;

    /// <summary>The last command.</summary>
    public double[] Command { get; } = new double[joints];

    public int Published { get; private set; }

    /// <summary>Time that passes while a command is sent.</summary>
    public double PublishMs { get; set; }

    public void OfferFrame(byte[] interleaved) => (frame, frameResult) = (interleaved, TakeResult.Taken);

    public void OfferMalformedFrame() => frameResult = TakeResult.Malformed;

    public void OfferMalformedJointStates() => jointResult = TakeResult.Malformed;

    public void OfferJointStates(params ReadOnlySpan<double> positionRad)
    {
        position = JointVector.From(positionRad);
        velocity = default;
        jointResult = TakeResult.Taken;
    }

    public void OfferVelocities(params ReadOnlySpan<double> velocityRadPerS)
    {
        velocity = JointVector.From(velocityRadPerS);
        jointResult = TakeResult.Taken;
    }

    public bool Wait(TimeSpan longest) => frameResult != TakeResult.None;

    public TakeResult TakeFrame(Span<byte> interleaved)
    {
        if (frameResult == TakeResult.Taken)
        {
            frame.CopyTo(interleaved);
        }

        TakeResult result = frameResult;
        frameResult = TakeResult.None;
        return result;
    }

    public TakeResult TakeJointStates(ref JointVector positionRad, ref JointVector velocityRadPerS)
    {
        if (jointResult == TakeResult.Taken)
        {
            (positionRad, velocityRadPerS) = (position, velocity);
        }

        TakeResult result = jointResult;
        jointResult = TakeResult.None;
        return result;
    }

    public void Publish(ReadOnlySpan<double> torqueNm)
    {
        torqueNm.CopyTo(Command);
        Published++;
        time?.Advance(PublishMs);
    }
}
