namespace GenRL.Cli.Doctor;

/// <summary>Whether a dependency can be used.</summary>
internal enum DependencyStatus
{
    /// <summary>Present and usable.</summary>
    Found,

    /// <summary>Absent, or present and unusable; the fix says what to do.</summary>
    Missing,
}
