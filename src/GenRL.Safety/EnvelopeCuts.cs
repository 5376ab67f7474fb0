namespace GenRL.Safety;

/// <summary>Which limits changed a command.</summary>
[Flags]
public enum EnvelopeCuts
{
    None = 0,

    /// <summary>The torque changed faster than permitted.</summary>
    Rate = 1,

    /// <summary>The torque exceeded the actuator's.</summary>
    Effort = 2,

    /// <summary>A joint beyond its position limit was pushed further out.</summary>
    Position = 4,

    /// <summary>A joint beyond its speed limit was driven faster.</summary>
    Speed = 8,
}
