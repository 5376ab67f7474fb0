namespace GenRL.Simulation.Randomisation;

/// <summary>
/// What differs from one start of the robot to the next. Every quantity is off unless it is named: a range that is null, or a spread of
/// zero. Factors multiply what the model says.
/// </summary>
public sealed record RandomisationOptions
{
    private const double MostFactor = 10;
    private const int MostLatencySteps = 100;

    /// <summary>Factor of a body's mass and inertia; every body draws its own.</summary>
    public ValueRange? Mass { get; init; }

    /// <summary>Factor of all friction, of the ground and of the robot alike.</summary>
    public ValueRange? Friction { get; init; }

    /// <summary>Factor of an actuator's force; every actuator draws its own. 0.9 delivers nine tenths of what is commanded.</summary>
    public ValueRange? MotorStrength { get; init; }

    /// <summary>Factor of a joint's damping; every joint draws its own.</summary>
    public ValueRange? JointDamping { get; init; }

    /// <summary>Control steps from a command's arrival to its effect, whole numbers.</summary>
    public ValueRange? ActionLatencySteps { get; init; }

    /// <summary>Largest shift of the camera along each axis, in metres.</summary>
    public double CameraShiftM { get; init; }

    /// <summary>Largest turn of the camera about each of its axes, in degrees.</summary>
    public double CameraTurnDeg { get; init; }

    /// <summary>Factor of the light that goes with the camera.</summary>
    public ValueRange? HeadLight { get; init; }

    /// <summary>Factor of the lamps of the world.</summary>
    public ValueRange? LightBrightness { get; init; }

    /// <summary>Largest turn of a lamp's direction about each horizontal axis, in degrees.</summary>
    public double LightTurnDeg { get; init; }

    /// <summary>Largest change of the robot's red, green and blue, of colours from 0 to 1.</summary>
    public double RobotColour { get; init; }

    /// <summary>Largest change of the ground's red, green and blue, of colours from 0 to 1.</summary>
    public double FloorColour { get; init; }

    /// <summary>Whether anything is randomised.</summary>
    internal bool IsOn => this != new RandomisationOptions();

    /// <exception cref="ArgumentException">A value makes no sense; the message names it.</exception>
    public void Validate()
    {
        Mass?.Validate("mass", 0.01, MostFactor);
        Friction?.Validate("friction", 0, MostFactor);
        MotorStrength?.Validate("motor_strength", 0, MostFactor);
        JointDamping?.Validate("joint_damping", 0, MostFactor);
        ActionLatencySteps?.Validate("action_latency_steps", 0, MostLatencySteps);
        Require(
            ActionLatencySteps is null || (double.IsInteger(ActionLatencySteps.Low) && double.IsInteger(ActionLatencySteps.High)),
            "action_latency_steps", $"[{ActionLatencySteps?.Low}, {ActionLatencySteps?.High}]", "whole numbers of control steps");
        HeadLight?.Validate("head_light", 0, MostFactor);
        LightBrightness?.Validate("light_brightness", 0, MostFactor);
        RequireSpread("camera_shift_m", CameraShiftM, 10);
        RequireSpread("camera_turn_deg", CameraTurnDeg, 90);
        RequireSpread("light_turn_deg", LightTurnDeg, 90);
        RequireSpread("robot_colour", RobotColour, 1);
        RequireSpread("floor_colour", FloorColour, 1);
    }

    private static void RequireSpread(string name, double value, double most) =>
        Require(value >= 0 && value <= most, name, FormattableString.Invariant($"{value}"), FormattableString.Invariant($"from 0 to {most}"));

    private static void Require(bool holds, string name, string value, string range)
    {
        if (!holds)
        {
            throw new ArgumentException($"The randomisation of {name} is {value}; it must be {range}.");
        }
    }
}
