using GenRL.Simulation.Motions.Figures;

namespace GenRL.Simulation.Motions.Scripts;

/// <summary>A motion as a function of time, for one figure.</summary>
/// <param name="PoseAt">Pose at a time in seconds; 0 is the first frame of the clip, negative times lead up to it.</param>
/// <param name="SpeedMPerS">Constant forward speed of the root.</param>
public sealed record MotionScript(Func<double, FigurePose> PoseAt, double SpeedMPerS = 0)
{
    /// <summary>A pose that is held.</summary>
    public static MotionScript Hold(FigurePose pose) => new(_ => pose);

    /// <summary>Poses reached at given times, with a smooth start and stop in between; held before the first and after the last.</summary>
    public static MotionScript Through(params (double TimeS, FigurePose Pose)[] keys) => new(time => At(keys, time));

    /// <summary>The same motion starting at another moment.</summary>
    public MotionScript From(double startS) => this with { PoseAt = time => PoseAt(time + startS) };

    /// <summary>The same motion with right and left exchanged.</summary>
    public MotionScript Swapped() => this with { PoseAt = time => PoseAt(time).Swapped() };

    private static FigurePose At((double TimeS, FigurePose Pose)[] keys, double time)
    {
        int next = Array.FindIndex(keys, key => key.TimeS > time);
        if (next <= 0)
        {
            return next == 0 ? keys[0].Pose : keys[^1].Pose;
        }
        double t = (time - keys[next - 1].TimeS) / (keys[next].TimeS - keys[next - 1].TimeS);
        return keys[next - 1].Pose.Toward(keys[next].Pose, t * t * (3 - 2 * t));
    }
}
