namespace GenRL.Control;

/// <summary>Names on the ROS graph, relative to the namespace of the node unless they begin with a slash.</summary>
public sealed record ControlTopics
{
    /// <summary>Camera frames in, sensor_msgs/Image, rgb8, 64x64.</summary>
    public string Image { get; init; } = "camera/image_raw";

    /// <summary>Joint positions and velocities in, sensor_msgs/JointState.</summary>
    public string JointStates { get; init; } = "joint_states";

    /// <summary>Torques out, std_msgs/Float64MultiArray, newton metres in action order.</summary>
    public string JointCommands { get; init; } = "joint_commands";

    /// <summary>The torques that answer a frame, with the stamp of the frame, genrl_msgs/JointCommand; a simulator in lockstep waits for them.</summary>
    public string StampedCommands { get; init; } = "joint_commands_stamped";

    /// <summary>State out, genrl_msgs/PolicyStatus.</summary>
    public string Status { get; init; } = "control/status";

    /// <summary>Health out, diagnostic_msgs/DiagnosticArray.</summary>
    public string Diagnostics { get; init; } = "/diagnostics";

    /// <summary>Service genrl_msgs/LoadBehaviour.</summary>
    public string LoadBehaviour { get; init; } = "control/load_behaviour";

    /// <summary>Service genrl_msgs/SetTask.</summary>
    public string SetTask { get; init; } = "control/set_task";

    /// <summary>Service genrl_msgs/SetArmed.</summary>
    public string Arm { get; init; } = "control/arm";
}
