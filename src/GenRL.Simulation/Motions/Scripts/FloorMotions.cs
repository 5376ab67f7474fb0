using GenRL.Simulation.Motions.Figures;

namespace GenRL.Simulation.Motions.Scripts;

/// <summary>Poses and motions on knees, seat, back and belly. Angles in degrees.</summary>
internal static class FloorMotions
{
    /// <summary>Upright on both knees, thighs upright.</summary>
    public static MotionScript Kneel(MotionStyle style) => MotionScript.Hold(KneelPose(style, style.Between(-8, 22)));

    /// <summary>Sitting on the heels, the pose of prayer.</summary>
    public static MotionScript HeelSit(MotionStyle style) => MotionScript.Hold(KneelPose(style, style.Between(42, 70)));

    public static FigurePose KneelPose(MotionStyle style, double thigh)
    {
        double pitch = style.Around(9) + (thigh > 30 ? 6 : 0);
        Leg Side()
        {
            double hip = thigh + pitch + style.Around(4);
            double ankle = style.Chance(.75) ? style.Between(-45, -30) : style.Between(20, 45);
            return new Leg(hip, Math.Max(pitch - hip - style.Between(86, 97), -150), ankle);
        }
        Arm arm = style.Chance(.5) ? style.LooseArm() : new Arm(style.Between(20, 60), style.Between(60, 130));
        return new FigurePose(pitch, Side(), Side(), arm, arm);
    }

    /// <summary>Seat on the floor, torso upright, legs in front.</summary>
    public static MotionScript Sit(MotionStyle style)
    {
        double pitch = style.Between(-25, 15);
        Leg Side()
        {
            double knee = style.Chance(.6) ? style.Between(-15, 0) : style.Between(-90, -20);
            return new Leg(Math.Min(90 + pitch + style.Around(4) - .5 * knee, 118), knee, style.Around(15));
        }
        var arm = new Arm(style.Between(-30, 30), style.Between(0, 30));
        return MotionScript.Hold(new FigurePose(pitch, Side(), Side(), arm, arm));
    }

    public static MotionScript LieOnBack(MotionStyle style) => MotionScript.Hold(LyingPose(style, -90));

    public static MotionScript LieOnFront(MotionStyle style) => MotionScript.Hold(LyingPose(style, 90));

    public static FigurePose LyingPose(MotionStyle style, double pitch)
    {
        Leg Side() => new(style.Around(7), -Math.Abs(style.Around(9)), style.Between(-45, 25));
        Arm Hand() => style.Chance(.7) ? new Arm(style.Around(10), style.Between(0, 12)) : new Arm(style.Between(140, 178), style.Between(0, 20));
        return new FigurePose(pitch + style.Around(5), Side(), Side(), Hand(), Hand());
    }

    /// <summary>On the back with bent knees.</summary>
    public static MotionScript LieKneesUp(MotionStyle style)
    {
        Leg Side() => new(style.Between(35, 75), style.Between(-120, -75), style.Around(15));
        return MotionScript.Hold(new FigurePose(-90 + style.Around(6), Side(), Side(), style.LooseArm(), style.LooseArm()));
    }

    public static MotionScript LegsUp(MotionStyle style)
    {
        double hip = style.Between(70, 102);
        Leg Side() => new(hip + style.Around(5), style.Between(-25, 0), style.Around(15));
        return MotionScript.Hold(new FigurePose(-90 + style.Around(7), Side(), Side(), style.LooseArm(), style.LooseArm()));
    }

    /// <summary>Balancing on the seat, torso and legs forming a V.</summary>
    public static MotionScript Boat(MotionStyle style)
    {
        double pitch = style.Between(-62, -35);
        Leg Side() => new(style.Between(80, 100), style.Between(-20, 0), style.Around(15));
        var arm = new Arm(style.Between(40, 90), style.Between(0, 20));
        return MotionScript.Hold(new FigurePose(pitch, Side(), Side(), arm, arm));
    }

    /// <summary>Shoulders and soles on the floor, the hips lifted.</summary>
    public static MotionScript Bridge(MotionStyle style)
    {
        double pitch = style.Between(-135, -108);
        Leg Side() => new(style.Between(-20, 8), style.Between(-105, -70), style.Around(15));
        var arm = new Arm(style.Between(120, 175), style.Between(0, 30));
        return MotionScript.Hold(new FigurePose(pitch, Side(), Side(), arm, arm));
    }

    public static MotionScript Headstand(MotionStyle style)
    {
        double pitch = style.Chance(.5) ? 180 + style.Around(9) : -180 + style.Around(9);
        bool straight = style.Chance(.6);
        Leg Side() => straight
            ? new Leg(style.Between(-12, 18), style.Between(-18, 0), style.Around(20))
            : new Leg(style.Between(-10, 70), style.Between(-80, 0), style.Around(20));
        var arm = new Arm(style.Between(120, 178), style.Between(0, 60));
        return MotionScript.Hold(new FigurePose(pitch, Side(), Side(), arm, arm));
    }

    /// <summary>On hands (or chest) and knees, moving slowly.</summary>
    public static MotionScript Crawl(MotionStyle style)
    {
        double pitch = style.Between(68, 95), rate = style.Between(.7, 1.6), phase = style.Between(0, 6.28), swing = style.Between(14, 32);
        double middle = style.Between(65, 85);
        return new MotionScript(
            time =>
            {
                double s = Math.Sin(2 * Math.PI * rate * time + phase);
                Leg Side(double sign) => new(middle + sign * swing * s, pitch - middle - sign * .6 * swing * s - 96, -40);
                Arm Hand(double sign) => new(pitch - 5 - sign * swing * s, 10);
                return new FigurePose(pitch, Side(1), Side(-1), Hand(1), Hand(-1));
            },
            rate * style.Between(.3, .7));
    }

    /// <summary>Walking on the knees.</summary>
    public static MotionScript KneeWalk(MotionStyle style)
    {
        double rate = style.Between(.7, 1.8), phase = style.Between(0, 6.28), swing = style.Between(12, 28), pitch = style.Around(9);
        return new MotionScript(
            time =>
            {
                double s = Math.Sin(2 * Math.PI * rate * time + phase);
                Leg Side(double sign)
                {
                    double hip = 8 + sign * swing * s + pitch;
                    return new Leg(hip, pitch - hip - 92 - 10 * Math.Max(0, sign * Math.Cos(2 * Math.PI * rate * time + phase)), -40);
                }
                return new FigurePose(pitch, Side(1), Side(-1), new Arm(-20 * s, 20), new Arm(20 * s, 20));
            },
            rate * swing * .022);
    }

    /// <summary>Pedalling or scissoring with the legs in the air, on the back.</summary>
    public static MotionScript LyingPedal(MotionStyle style)
    {
        double rate = style.Between(.9, 2.4), phase = style.Between(0, 6.28), swing = style.Between(25, 45), bend = style.Between(0, 70);
        double pitch = -90 + style.Around(10);
        return new MotionScript(time =>
        {
            double angle = 2 * Math.PI * rate * time + phase;
            Leg Side(double offset) => new(
                60 + swing * Math.Sin(angle + offset), -15 - bend * (.5 + .5 * Math.Cos(angle + offset)), 0);
            return new FigurePose(pitch, Side(0), Side(Math.PI), new Arm(0, 10), new Arm(0, 10));
        });
    }

    /// <summary>Thrashing on the floor or through the air without any aim.</summary>
    public static MotionScript Flail(MotionStyle style)
    {
        double pitch = style.Chance(.8) ? (style.Chance(.5) ? 90 : -90) + style.Around(25) : style.Between(-180, 180);
        double turn = style.Around(60);
        var waves = new JointWaves(style, swing: style.Between(20, 45), lowestRate: .6, highestRate: 2.6);
        var middle = new FigurePose(pitch, new Leg(style.Between(10, 60), -70, 0), new Leg(style.Between(10, 60), -70, 0), new Arm(45, 40), new Arm(45, 40));
        double air = style.Chance(.15) ? style.Between(0, .3) : 0;
        return new MotionScript(time => waves.Added(middle, time) with { Pitch = pitch + turn * time, AirM = air });
    }
}
