namespace GenRL.Robots;

/// <summary>What the runtime must know of a robot: its joints, what a policy commands, and its timing.</summary>
/// <param name="Name">Name of the domain, such as <c>walker</c>.</param>
/// <param name="Joints">Joints that actuators move, as they are observed; of a torque-driven robot entry i is driven by action i.</param>
/// <param name="AgentPeriodS">Seconds between two decisions of a policy (control step times action repeat).</param>
/// <param name="ActionRepeat">Control steps per decision; rewards of the repeated steps are summed.</param>
public sealed record RobotDescription(string Name, IReadOnlyList<JointDescription> Joints, double AgentPeriodS, int ActionRepeat)
{
    private readonly IReadOnlyList<CommandDescription>? _commands;

    /// <summary>
    /// What the actions command, in action order. Unless said otherwise the torque of every joint; a robot whose actuators act through
    /// tendons or pull towards targets has other commands than joints, and often fewer.
    /// </summary>
    public IReadOnlyList<CommandDescription> Commands
    {
        get => _commands ?? [.. Joints.Select(CommandDescription.OfMotor)];
        init => _commands = value;
    }

    /// <summary>Number of actions, one per command, each in [-1, 1].</summary>
    public int ActionSize => _commands?.Count ?? Joints.Count;

    /// <summary>Whether command i is the torque of joint i, which is what the joint controllers and the safety envelope of this product speak.</summary>
    public bool IsTorqueDriven => _commands is null || _commands.All(command => command.Kind == CommandKind.Torque);
}
