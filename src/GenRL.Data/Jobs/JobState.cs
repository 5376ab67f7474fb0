namespace GenRL.Data;

/// <summary>How a job stands.</summary>
public enum JobState
{
    /// <summary>Nobody works on it.</summary>
    Open,

    /// <summary>A worker holds it, or held it a short while ago.</summary>
    Held,

    /// <summary>Its result is there.</summary>
    Done,

    /// <summary>It failed as often as it may.</summary>
    Failed,
}
