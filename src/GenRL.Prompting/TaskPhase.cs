namespace GenRL.Prompting;

/// <summary>Where the robot's task stands.</summary>
public enum TaskPhase
{
    /// <summary>Nothing was asked yet.</summary>
    Idle,

    /// <summary>The behaviour is in charge of the robot.</summary>
    Active,

    /// <summary>The behaviour is being learned; the robot goes on with what it did.</summary>
    Learning,

    /// <summary>The last request failed; the robot goes on with what it did.</summary>
    Failed,
}
