namespace GenRL.Simulation;

/// <summary>
/// How well a quantity lies in an interval, from 0 to 1: exactly 1 inside, falling with the distance outside,
/// measured in margins (task specification, section 7). With margin 0 both are the indicator of the interval.
/// </summary>
public static class Tolerance
{
    /// <summary>0.1 to the power of the squared distance: 0.1 one margin away from the interval.</summary>
    public static double Gaussian(double value, double lower, double upper, double margin)
    {
        double distance = Distance(value, lower, upper, margin);
        return Math.Pow(0.1, distance * distance);
    }

    /// <summary>A straight line that reaches <paramref name="valueAtMargin"/> one margin away from the interval and ends at 0.</summary>
    public static double Linear(double value, double lower, double upper, double margin, double valueAtMargin) =>
        Math.Max(0, 1 - (1 - valueAtMargin) * Distance(value, lower, upper, margin));

    private static double Distance(double value, double lower, double upper, double margin)
    {
        double outside = Math.Max(0, Math.Max(lower - value, value - upper));
        return outside == 0 ? 0 : outside / margin;
    }
}
