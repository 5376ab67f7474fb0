namespace GenRL.Robots.Packages;

/// <summary>How a policy's action becomes a joint command.</summary>
/// <param name="Kind"><c>torque</c>: command in newton metres = action × scale.</param>
/// <param name="ScaleNm">Torque of action 1 for each joint, in action order.</param>
public sealed record ActionScaling(string Kind, IReadOnlyList<double> ScaleNm)
{
    /// <summary>The only kind of schema version 1.</summary>
    public const string Torque = "torque";
}
