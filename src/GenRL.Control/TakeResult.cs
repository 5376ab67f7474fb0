namespace GenRL.Control;

/// <summary>What came of asking for the newest message.</summary>
public enum TakeResult
{
    /// <summary>Nothing new.</summary>
    None,

    /// <summary>A new, sound message was copied out.</summary>
    Taken,

    /// <summary>A new message came that does not fit this robot; nothing was copied out.</summary>
    Malformed,
}
