using GenRL.Safety;

namespace GenRL.Control;

/// <summary>
/// Where frames and joint states come from and commands go to. Called by the policy thread alone; no call may allocate, block
/// (but <see cref="Wait"/>), or throw on what others sent.
/// </summary>
public interface IControlTransport
{
    /// <summary>Waits until a frame has arrived, at most so long.</summary>
    /// <returns>Whether one is there.</returns>
    bool Wait(TimeSpan longest);

    /// <summary>Copies out the newest frame since the last call, interleaved RGB, 64x64.</summary>
    TakeResult TakeFrame(Span<byte> interleaved);

    /// <summary>Copies out the newest joint states since the last call, in action order.</summary>
    TakeResult TakeJointStates(ref JointVector positionRad, ref JointVector velocityRadPerS);

    /// <summary>Sends torques in newton metres, in action order.</summary>
    void Publish(ReadOnlySpan<double> torqueNm);
}
