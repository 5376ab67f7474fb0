namespace GenRL.Robots.Scenes;

/// <summary>How a body may move against its parent.</summary>
/// <param name="Name">Name in MJCF, URDF and <c>/joint_states</c>.</param>
/// <param name="Kind">Its kind.</param>
/// <param name="AnchorM">[3] the point it turns about, in the body's frame.</param>
/// <param name="Axis">[3] unit vector along which it slides or about which it turns, in the body's frame.</param>
/// <param name="Address">First of its entries in a pose: seven (place and turn) when free, four when a ball, else one.</param>
/// <param name="Reference">Position in which the model is written down, in radians or metres; 0 for free and ball joints.</param>
/// <param name="Lower">Lower limit in radians or metres; null when there is none.</param>
/// <param name="Upper">Upper limit, likewise.</param>
public sealed record SceneJoint(
    string Name,
    SceneJointKind Kind,
    IReadOnlyList<double> AnchorM,
    IReadOnlyList<double> Axis,
    int Address,
    double Reference,
    double? Lower,
    double? Upper);
