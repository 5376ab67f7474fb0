namespace GenRL.Simulation.Node;

/// <summary>How a simulated robot starts, and starts again after a reset.</summary>
public enum StartPose
{
    /// <summary>As the tasks say: dropped in a random pose.</summary>
    Random,

    /// <summary>In its reference pose.</summary>
    Standing,
}
