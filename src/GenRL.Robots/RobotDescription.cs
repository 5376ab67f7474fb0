namespace GenRL.Robots;

/// <summary>What the runtime must know of a robot: its actuated joints in action order and its timing.</summary>
/// <param name="Name">Name of the domain, such as <c>walker</c>.</param>
/// <param name="Joints">Actuated joints; entry i is driven by action i.</param>
/// <param name="AgentPeriodS">Seconds between two decisions of a policy (control step times action repeat).</param>
/// <param name="ActionRepeat">Control steps per decision; rewards of the repeated steps are summed.</param>
public sealed record RobotDescription(string Name, IReadOnlyList<JointDescription> Joints, double AgentPeriodS, int ActionRepeat)
{
    /// <summary>Number of actions, one per actuated joint, each in [-1, 1].</summary>
    public int ActionSize => Joints.Count;
}
