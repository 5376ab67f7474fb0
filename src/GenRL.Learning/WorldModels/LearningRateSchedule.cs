namespace GenRL.Learning.WorldModels;

/// <summary>A learning rate that falls exponentially from one value to another.</summary>
/// <param name="First">At the first step.</param>
/// <param name="Last">At the last step and after it.</param>
public sealed record LearningRateSchedule(double First, double Last)
{
    /// <summary>The rate after a share of the steps, 0 to 1.</summary>
    public double At(double progress) => First * Math.Pow(Last / First, Math.Clamp(progress, 0, 1));
}
