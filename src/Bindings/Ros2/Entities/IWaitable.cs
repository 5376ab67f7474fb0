namespace ROS2;

/// <summary>Something a spinning node waits for.</summary>
internal interface IWaitable
{
    /// <summary>The DDS condition to attach to the node's wait set.</summary>
    int Condition { get; }

    /// <summary>Runs the user's callback for what has arrived.</summary>
    void Execute();
}
