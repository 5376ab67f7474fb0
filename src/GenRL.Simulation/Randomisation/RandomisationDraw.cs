using GenRL.Data;
using MuJoCo;

namespace GenRL.Simulation.Randomisation;

/// <summary>
/// What one start drew; null for what is not randomised. Every quantity has a random stream of its own, numbered as in
/// <see cref="From"/>, so that switching one on or off leaves the others as they were. Inside a quantity, elements draw in the order of
/// the model, and x before y before z, or red before green before blue.
/// </summary>
internal sealed record RandomisationDraw
{
    /// <summary>Factor of each body but the world.</summary>
    public double[]? Mass { get; init; }

    /// <summary>Factor of all friction.</summary>
    public double? Friction { get; init; }

    /// <summary>Factor of each actuator.</summary>
    public double[]? MotorStrength { get; init; }

    /// <summary>Factor of each joint.</summary>
    public double[]? JointDamping { get; init; }

    /// <summary>Control steps from a command to its effect.</summary>
    public int? ActionLatencySteps { get; init; }

    /// <summary>Shift of the camera along x, y and z of the body it belongs to.</summary>
    public double[]? CameraShiftM { get; init; }

    /// <summary>Turn of the camera about its own x (up and down), y (sideways) and z (roll).</summary>
    public double[]? CameraTurnDeg { get; init; }

    /// <summary>Factor of the camera's light.</summary>
    public double? HeadLight { get; init; }

    /// <summary>Factor of the lamps.</summary>
    public double? LightBrightness { get; init; }

    /// <summary>Turns about x and y of each lamp in turn.</summary>
    public double[]? LightTurnDeg { get; init; }

    /// <summary>Change of the robot's red, green and blue.</summary>
    public double[]? RobotColour { get; init; }

    /// <summary>Change of the ground's red, green and blue.</summary>
    public double[]? FloorColour { get; init; }

    /// <summary>Draws everything that is on.</summary>
    /// <param name="options">Ranges.</param>
    /// <param name="model">What has bodies, actuators, joints and lamps.</param>
    /// <param name="seed">Of the start.</param>
    public static RandomisationDraw From(RandomisationOptions options, MjModel model, ulong seed) => new()
    {
        Mass = Draw(options.Mass, model.Count("nbody") - 1, RandomStreams.For(seed, 1)),
        Friction = options.Friction?.Draw(RandomStreams.For(seed, 2)),
        MotorStrength = Draw(options.MotorStrength, model.Count("nu"), RandomStreams.For(seed, 3)),
        JointDamping = Draw(options.JointDamping, model.Count("njnt"), RandomStreams.For(seed, 4)),
        ActionLatencySteps = options.ActionLatencySteps?.DrawWhole(RandomStreams.For(seed, 5)),
        CameraShiftM = Spread(options.CameraShiftM, 3, RandomStreams.For(seed, 6)),
        CameraTurnDeg = Spread(options.CameraTurnDeg, 3, RandomStreams.For(seed, 7)),
        HeadLight = options.HeadLight?.Draw(RandomStreams.For(seed, 8)),
        LightBrightness = options.LightBrightness?.Draw(RandomStreams.For(seed, 9)),
        LightTurnDeg = Spread(options.LightTurnDeg, 2 * model.Count("nlight"), RandomStreams.For(seed, 10)),
        RobotColour = Spread(options.RobotColour, 3, RandomStreams.For(seed, 11)),
        FloorColour = Spread(options.FloorColour, 3, RandomStreams.For(seed, 12)),
    };

    private static double[]? Draw(ValueRange? range, int count, SeededRandom random) =>
        range is null ? null : [.. Enumerable.Range(0, count).Select(_ => range.Draw(random))];

    private static double[]? Spread(double spread, int count, SeededRandom random) =>
        spread == 0 ? null : Draw(new ValueRange(-spread, spread), count, random);
}
