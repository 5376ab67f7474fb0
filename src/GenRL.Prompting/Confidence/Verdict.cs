namespace GenRL.Prompting.Confidence;

/// <summary>What follows from a confidence.</summary>
public enum Verdict
{
    /// <summary>Understood.</summary>
    Accepted,

    /// <summary>Accepted with a warning.</summary>
    Doubtful,

    /// <summary>Refused.</summary>
    Refused,
}
