using GenRL.Simulation.Motions.Figures;

namespace GenRL.Simulation.Motions.Scripts;

/// <summary>One leg of a gait, in degrees.</summary>
/// <param name="Middle">Hip angle about which the leg swings, relative to the vertical.</param>
/// <param name="Swing">Half the range of the hip.</param>
/// <param name="Bend">Knee bend while the leg carries.</param>
/// <param name="Lift">Additional knee bend while the leg swings forward.</param>
/// <param name="Lead">How much earlier than the hip's swing the knee bends, in radians of the cycle.</param>
/// <param name="Ankle">Constant added to the ankle.</param>
internal readonly record struct GaitLeg(double Middle, double Swing, double Bend, double Lift, double Lead, double Ankle)
{
    /// <summary>The leg's joints at a phase in radians; the hip is fastest forward at phase 0.</summary>
    public Leg At(double phase, double pitch)
    {
        double forward = Math.Max(0, Math.Cos(phase + Lead));
        return new Leg(Middle + pitch + Swing * Math.Sin(phase), -Bend - Lift * Math.Pow(forward, 1.3), 0);
    }
}
