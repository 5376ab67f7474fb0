namespace GenRL.Simulation.Motions.Figures;

/// <summary>
/// A pose of the planar figure in degrees and metres. The root has no height of its own: the lowest point of the body rests on the
/// floor, raised by <paramref name="AirM"/>.
/// </summary>
/// <param name="Pitch">Torso pitch, forward lean positive, 90 is face down.</param>
/// <param name="Right">The leg near the camera.</param>
/// <param name="Left">The leg away from the camera.</param>
/// <param name="RightArm">Ignored by figures without arms.</param>
/// <param name="LeftArm">Ignored by figures without arms.</param>
/// <param name="AirM">Distance of the lowest point from the floor.</param>
public readonly record struct FigurePose(double Pitch, Leg Right, Leg Left, Arm RightArm = default, Arm LeftArm = default, double AirM = 0)
{
    private const double AnkleRange = 45;

    /// <summary>The same pose with both soles turned level, as far as the ankles reach.</summary>
    public FigurePose Flat() => this with { Right = Level(Right), Left = Level(Left) };

    /// <summary>The same pose with right and left exchanged.</summary>
    public FigurePose Swapped() => this with { Right = Left, Left = Right, RightArm = LeftArm, LeftArm = RightArm };

    /// <summary>The pose a fraction <paramref name="t"/> of the way to <paramref name="other"/>, joint by joint.</summary>
    public FigurePose Toward(FigurePose other, double t) => new(
        Mix(Pitch, other.Pitch, t), Mix(Right, other.Right, t), Mix(Left, other.Left, t),
        Mix(RightArm, other.RightArm, t), Mix(LeftArm, other.LeftArm, t), Mix(AirM, other.AirM, t));

    private Leg Level(Leg leg) => leg with { Ankle = Math.Clamp(Pitch - leg.Hip - leg.Knee, -AnkleRange, AnkleRange) };

    private static Leg Mix(Leg a, Leg b, double t) => new(Mix(a.Hip, b.Hip, t), Mix(a.Knee, b.Knee, t), Mix(a.Ankle, b.Ankle, t));

    private static Arm Mix(Arm a, Arm b, double t) => new(Mix(a.Shoulder, b.Shoulder, t), Mix(a.Elbow, b.Elbow, t));

    private static double Mix(double a, double b, double t) => a + (b - a) * t;
}
