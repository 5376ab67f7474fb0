namespace GenRL.Robots;

/// <summary>What one action of a policy commands. Actions in [-1, 1] go linearly from <paramref name="Lower"/> to <paramref name="Upper"/>.</summary>
/// <param name="Name">Name of the actuator; a motor's is that of its joint.</param>
/// <param name="Kind">Torque or target.</param>
/// <param name="Lower">Command of action -1.</param>
/// <param name="Upper">Command of action 1.</param>
public sealed record CommandDescription(string Name, CommandKind Kind, double Lower, double Upper)
{
    /// <summary>The torque of a joint with a motor of its own.</summary>
    public static CommandDescription OfMotor(JointDescription joint) => new(joint.Name, CommandKind.Torque, -joint.EffortNm, joint.EffortNm);
}
