namespace GenRL.Robots.Packages;

/// <summary>How a policy's action becomes a joint command.</summary>
/// <param name="Kind"><c>torque</c>: command in newton metres = action × scale. <c>target</c>: the commands are those of the manifest's list.</param>
/// <param name="ScaleNm">Torque of action 1 for each joint, in action order; empty for targets.</param>
public sealed record ActionScaling(string Kind, IReadOnlyList<double> ScaleNm)
{
    /// <summary>Every joint has a motor.</summary>
    public const string Torque = "torque";

    /// <summary>Actuators pull towards targets, through joints or tendons.</summary>
    public const string Target = "target";

    /// <summary>How the actions of a robot become commands.</summary>
    public static ActionScaling Of(RobotDescription robot) =>
        robot.IsTorqueDriven ? new(Torque, [.. robot.Joints.Select(joint => joint.EffortNm)]) : new(Target, []);
}
