using GenRL.Data;
using GenRL.Simulation.Randomisation;

namespace GenRL.Simulation.Disturbances;

/// <summary>Decides which camera frames are lost and which come late.</summary>
internal sealed class FrameFate(DisturbanceOptions options)
{
    private SeededRandom _random = new(0);

    /// <summary>Frames lost.</summary>
    public long Dropped { get; private set; }

    /// <summary>Begins a start's draws.</summary>
    public void Start(ulong seed) => _random = RandomStreams.For(seed, 102);

    /// <summary>Whether the next frame is lost.</summary>
    public bool Drops()
    {
        bool drops = options.DroppedFrames > 0 && _random.NextDouble() < options.DroppedFrames;
        Dropped += drops ? 1 : 0;
        return drops;
    }

    /// <summary>Nanoseconds by which a frame that is not lost is late; 0 for most.</summary>
    public long DelayNs() =>
        options.LateFrames > 0 && _random.NextDouble() < options.LateFrames ? (long)(options.FrameDelayS.Draw(_random) * 1e9) : 0;
}
