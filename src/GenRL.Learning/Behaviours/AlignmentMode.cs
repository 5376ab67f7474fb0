namespace GenRL.Learning.Behaviours;

/// <summary>How an imagined trajectory is matched with the target sequence in time (spec 4.3, R-4.6).</summary>
public enum AlignmentMode
{
    /// <summary>The target starts where a window of consecutive states matches best.</summary>
    Window,

    /// <summary>The target starts at the state most similar to its first state.</summary>
    StartOnly,

    /// <summary>Agent and target advance together from the first state.</summary>
    None,
}
