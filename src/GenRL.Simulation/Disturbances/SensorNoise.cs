using GenRL.Data;
using GenRL.Simulation.Randomisation;

namespace GenRL.Simulation.Disturbances;

/// <summary>Normal noise on what the robot measures.</summary>
internal sealed class SensorNoise(DisturbanceOptions options)
{
    private SeededRandom _joints = new(0), _pictures = new(0);

    /// <summary>Joint states with noise.</summary>
    public long JointStates { get; private set; }

    /// <summary>Pictures with noise.</summary>
    public long Frames { get; private set; }

    /// <summary>Begins a start's noise.</summary>
    public void Start(ulong seed) => (_joints, _pictures) = (RandomStreams.For(seed, 103), RandomStreams.For(seed, 104));

    /// <summary>Makes measured angles and speeds noisy.</summary>
    public void AddToJoints(Span<double> positions, Span<double> velocities)
    {
        Add(positions, options.JointPositionNoise);
        Add(velocities, options.JointVelocityNoise);
        JointStates += options.JointPositionNoise > 0 || options.JointVelocityNoise > 0 ? 1 : 0;
    }

    /// <summary>Makes a picture noisy.</summary>
    public void AddToFrame(Span<byte> values)
    {
        if (options.CameraNoise == 0)
        {
            return;
        }

        foreach (ref byte value in values)
        {
            value = (byte)Math.Clamp(Math.Round(value + options.CameraNoise * _pictures.NextGaussian()), 0, 255);
        }

        Frames++;
    }

    private void Add(Span<double> values, double deviation)
    {
        if (deviation == 0)
        {
            return;
        }

        foreach (ref double value in values)
        {
            value += deviation * _joints.NextGaussian();
        }
    }
}
