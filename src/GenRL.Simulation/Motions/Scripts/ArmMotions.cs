using GenRL.Simulation.Motions.Figures;

namespace GenRL.Simulation.Motions.Scripts;

/// <summary>Motions that need arms. Angles in degrees.</summary>
internal static class ArmMotions
{
    public static MotionScript HandsUp(MotionStyle style)
    {
        Arm Up() => new(style.Between(140, 178), style.Between(0, 30));
        return MotionScript.Hold(StandingMotions.StandPose(style) with { RightArm = Up(), LeftArm = Up() });
    }

    public static MotionScript Punch(MotionStyle style)
    {
        FigurePose stand = StandingMotions.StandPose(style);
        double rate = style.Between(1, 2.6), phase = style.Between(0, 1);
        var guard = new Arm(style.Between(10, 40), style.Between(95, 135));
        var strike = new Arm(style.Between(75, 98), style.Between(0, 20));
        bool both = style.Chance(.5);
        Arm Hand(double turn)
        {
            double t = Math.Pow(Math.Max(0, Math.Sin(2 * Math.PI * turn)), .7);
            return new Arm(guard.Shoulder + t * (strike.Shoulder - guard.Shoulder), guard.Elbow + t * (strike.Elbow - guard.Elbow));
        }
        return Sided(new MotionScript(time => stand with { RightArm = Hand(rate * time + phase), LeftArm = both ? Hand(rate * time + phase + .5) : guard }), style);
    }

    public static MotionScript Wave(MotionStyle style)
    {
        FigurePose stand = StandingMotions.StandPose(style);
        double rate = style.Between(1, 2.5), phase = style.Between(0, 6.28), swing = style.Between(15, 35), shoulder = style.Between(110, 165);
        return Sided(
            new MotionScript(time => stand with { RightArm = new Arm(shoulder, 30 + swing + swing * Math.Sin(2 * Math.PI * rate * time + phase)) }),
            style);
    }

    public static MotionScript Dance(MotionStyle style)
    {
        FigurePose pose = StandingMotions.StandPose(style);
        double rate = style.Between(.8, 1.8), phase = style.Between(0, 6.28), knees = style.Between(10, 35), arms = style.Between(30, 70);
        double hips = style.Between(5, 18), middle = style.Between(30, 120);
        return new MotionScript(time =>
        {
            double beat = 2 * Math.PI * rate * time + phase;
            double right = knees * (.5 + .5 * Math.Sin(beat)), left = knees * (.5 - .5 * Math.Sin(beat));
            return (pose with
            {
                Pitch = pose.Pitch + hips * Math.Sin(2 * beat),
                Right = new Leg(pose.Right.Hip + .5 * right, pose.Right.Knee - right, 0),
                Left = new Leg(pose.Left.Hip + .5 * left, pose.Left.Knee - left, 0),
                RightArm = new Arm(middle + arms * Math.Sin(beat), 30 + 30 * Math.Cos(beat)),
                LeftArm = new Arm(middle - arms * Math.Sin(beat), 30 - 30 * Math.Cos(beat)),
            }).Flat();
        });
    }

    private static MotionScript Sided(MotionScript script, MotionStyle style) => style.Chance(.5) ? script.Swapped() : script;
}
