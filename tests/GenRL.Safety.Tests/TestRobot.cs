using GenRL.Robots;

namespace GenRL.Safety.Tests;

/// <summary>A robot of two joints and inputs in which everything is well.</summary>
internal static class TestRobot
{
    public const long Millisecond = 1_000_000;

    public static SafetySettings Settings { get; } = new(new RobotDescription(
        "test", [new JointDescription("hip", -1, 2, 100, 30), new JointDescription("ankle", -0.8, 0.8, 20, 30)], 0.05, 2));

    /// <summary>Fresh, finite inputs at a time; armed, with a behaviour.</summary>
    public static SafetyInputs Well(long nowNs, params ReadOnlySpan<double> torqueNm) => new()
    {
        NowNs = nowNs,
        ArmRequested = true,
        HasBehaviour = true,
        FrameArrivalNs = nowNs,
        JointStatesArrivalNs = nowNs,
        TorqueNm = JointVector.From(torqueNm),
    };

    /// <summary>The state after arming at a time.</summary>
    public static SafetyState Active(long nowNs = 0, SafetySettings? settings = null) =>
        SafetyMachine.Step(settings ?? Settings, default, Well(nowNs)).State;
}
