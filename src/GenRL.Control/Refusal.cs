using GenRL.Safety;

namespace GenRL.Control;

/// <summary>Says in words what forbids arming.</summary>
public static class Refusal
{
    private static readonly (ArmRefusals Flag, string Text)[] Texts =
    [
        (ArmRefusals.NoBehaviour, "no behaviour is loaded, or no frame has come since; call /control/load_behaviour"),
        (ArmRefusals.NoFreshFrame, "no fresh camera frame; is the camera or the simulation running in this ROS domain?"),
        (ArmRefusals.NoFreshJointStates, "no fresh joint states; is the robot or the simulation running in this ROS domain?"),
        (ArmRefusals.JointOutsideLimits, "a joint is far outside its limits; move the robot back by hand"),
        (ArmRefusals.Stopped, "the robot was stopped; disarm first to acknowledge it"),
        (ArmRefusals.Faulted, "there was a fault; disarm first to acknowledge it"),
        (ArmRefusals.FaultPresent, "inputs are faulty at this moment; see /diagnostics"),
    ];

    /// <summary>One sentence per reason.</summary>
    public static List<string> Describe(ArmRefusals refusals) => [.. Texts.Where(entry => refusals.HasFlag(entry.Flag)).Select(entry => entry.Text)];
}
