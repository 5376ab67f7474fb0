namespace GenRL.Simulation.Kitchen;

/// <summary>
/// The readings by the indices that the task specification numbers them with: nine of the robot, twenty-one of objects. Two knobs, their
/// plates and the hinge cabinet's doors do not move here; their places stay, so that the other numbers mean the same as in the original.
/// </summary>
public static class KitchenCoordinates
{
    /// <summary>Joints of arm and fingers: the first readings.</summary>
    public const int Robot = 9;

    /// <summary>Index of a reading.</summary>
    public const int Knob2 = 11, Burner2 = 12, Knob4 = 15, Burner4 = 16, LightSwitch = 17, LightShutter = 18, SlideDoor = 19, MicrowaveDoor = 22, Kettle = 23;

    /// <summary>Numbers of the kettle's pose: position, then quaternion.</summary>
    public const int KettleSize = 7;

    private const double RobotNoise = 0.01, ObjectNoise = 0.0005, FineNoise = 0.00005, CoarseNoise = 0.01;

    /// <summary>All thirty, in order.</summary>
    public static IReadOnlyList<KitchenCoordinate> All { get; } =
    [
        .. Enumerable.Range(1, 7).Select(i => new KitchenCoordinate($"joint{i}", 0, RobotNoise)),
        new("left_finger", 0, RobotNoise),
        new("right_finger", 0, RobotNoise),
        new(null, 0, 0),
        new(null, 0, 0),
        new("knob_2", 0, FineNoise),
        new("burner_2", 0, FineNoise),
        new(null, 0, 0),
        new(null, 0, 0),
        new("knob_4", 0, FineNoise),
        new("burner_4", 0, FineNoise),
        new("light_switch", 0, ObjectNoise),
        new("light_shutter", 0, ObjectNoise),
        new("slide_door", 0, ObjectNoise),
        new(null, 0, 0),
        new(null, 0, 0),
        new("microwave_door", 0, CoarseNoise),
        .. Enumerable.Range(0, KettleSize).Select(i => new KitchenCoordinate("kettle", i, i is >= 3 and < 6 ? CoarseNoise : ObjectNoise)),
    ];
}
