using GenRL.Simulation.Motions.Figures;

namespace GenRL.Simulation.Motions.Scripts;

/// <summary>Poses and small motions on one or two feet. Angles in degrees.</summary>
internal static class StandingMotions
{
    /// <summary>Upright on both feet: together, apart or in a scissor stance, knees nearly straight.</summary>
    public static MotionScript Stand(MotionStyle style) => MotionScript.Hold(StandPose(style));

    public static FigurePose StandPose(MotionStyle style)
    {
        double apart = style.Chance(.5) ? style.Around(5) : style.Between(5, 24);
        double middle = style.Around(4);
        double pitch = style.Around(5);
        double bend = -Math.Abs(style.Around(6));
        var right = new Leg(middle + apart + pitch, bend + Math.Min(0, style.Around(4)), 0);
        var left = new Leg(middle - apart + pitch, bend + Math.Min(0, style.Around(4)), 0);
        return style.EitherSide(new FigurePose(pitch, right, left, style.LooseArm(), style.LooseArm()).Flat());
    }

    /// <summary>Upright on bent knees.</summary>
    public static MotionScript Crouch(MotionStyle style) => MotionScript.Hold(SquatPose(style, style.Between(30, 60)));

    public static MotionScript Squat(MotionStyle style) => MotionScript.Hold(SquatPose(style, style.Between(75, 115)));

    private static FigurePose SquatPose(MotionStyle style, double knee)
    {
        double pitch = knee * style.Between(.1, .45);
        double hip = pitch + knee * style.Between(.45, .6);
        var leg = new Leg(Math.Min(hip, 110), -knee, 0);
        double apart = style.Around(8);
        Arm arm = style.Chance(.5) ? style.LooseArm() : new Arm(style.Between(60, 100), style.Between(0, 30));
        return style.EitherSide(new FigurePose(pitch, leg with { Hip = leg.Hip + apart }, leg with { Hip = leg.Hip - apart }, arm, arm).Flat());
    }

    /// <summary>Going down and up again and again.</summary>
    public static MotionScript Squats(MotionStyle style)
    {
        FigurePose up = StandPose(style), down = SquatPose(style, style.Between(70, 115));
        double rate = style.Between(.5, 1.2), phase = style.Between(0, 1);
        return new MotionScript(time => up.Toward(down, .5 - .5 * Math.Cos(2 * Math.PI * (rate * time + phase))));
    }

    /// <summary>Balancing: one leg carries, the other foot is lifted in front, behind or under the body.</summary>
    public static MotionScript OneFoot(MotionStyle style)
    {
        double pitch = style.Around(7);
        var carrying = new Leg(style.Around(5) + pitch, -Math.Abs(style.Around(7)), 0);
        Leg lifted = style.Pick(4) switch
        {
            0 => new Leg(style.Between(60, 100), style.Between(-130, -60), style.Around(15)),
            1 => new Leg(style.Between(25, 65), style.Between(-120, -70), style.Around(15)),
            2 => new Leg(style.Between(-18, 12), style.Between(-140, -85), style.Around(20)),
            _ => new Leg(style.Between(45, 66), style.Between(-25, 0), style.Around(15)),
        };
        var pose = new FigurePose(pitch, carrying, lifted, style.LooseArm(), style.LooseArm()).Flat() with { Left = lifted };
        return MotionScript.Hold(style.EitherSide(pose));
    }

    /// <summary>A kick to the height of the hips or the head, or the stretched leg held there.</summary>
    public static MotionScript HighKick(MotionStyle style)
    {
        double lean = style.Between(-38, 5);
        var carrying = new Leg(lean + style.Around(8), -Math.Abs(style.Around(8)), 0);
        var high = new Leg(style.Between(88, 102), style.Between(-22, 0), style.Around(15));
        FigurePose top = Raised(lean, carrying, high, style), start = StandPose(style);
        if (style.Chance(.4))
        {
            return MotionScript.Hold(style.EitherSide(top));
        }
        double rise = style.Between(.14, .32), hold = style.Between(.02, .15), fall = style.Between(.18, .4);
        FigurePose chambered = start.Toward(top, .55) with { Left = new Leg(style.Between(10, 75), style.Between(-100, -40), 0) };
        var script = MotionScript.Through((0, start), (.45 * rise, chambered), (rise, top), (rise + hold, top), (rise + hold + fall, start));
        return Sided(script.From(style.Between(-.1, rise)), style);
    }

    /// <summary>A swing of the leg as at a ball.</summary>
    public static MotionScript LowKick(MotionStyle style)
    {
        double pitch = style.Between(-15, 8);
        var carrying = new Leg(pitch + style.Around(6), -Math.Abs(style.Around(10)), 0);
        FigurePose back = Raised(pitch + 5, carrying, new Leg(style.Between(-20, 0), style.Between(-90, -40), 0), style);
        FigurePose front = Raised(pitch, carrying, new Leg(style.Between(40, 68), style.Between(-15, 0), 0), style);
        double swing = style.Between(.12, .25);
        FigurePose start = StandPose(style);
        var script = MotionScript.Through((-.25, start), (0, back), (swing, front), (swing + .1, front), (swing + .4, start));
        return Sided(script.From(style.Between(-.15, .08)), style);
    }

    private static FigurePose Raised(double pitch, Leg carrying, Leg raised, MotionStyle style) =>
        new FigurePose(pitch, carrying, raised, style.LooseArm(), style.LooseArm()).Flat() with { Left = raised };

    /// <summary>
    /// Front thigh level and shank upright; the rear shank on the floor (half kneeling) or the rear leg stretched back.
    /// </summary>
    public static MotionScript Lunge(MotionStyle style)
    {
        double pitch = style.Between(-8, 20);
        double thigh = style.Between(70, 98);
        var front = new Leg(Math.Min(thigh + pitch, 100), -thigh + style.Around(8), 0);
        Leg rear;
        if (style.Chance(.65))
        {
            double back = style.Between(-18, 12);
            rear = new Leg(back, pitch - back - style.Between(80, 100), style.Between(-45, 30));
        }
        else
        {
            rear = new Leg(style.Between(-20, -8), style.Between(-35, -5), style.Between(0, 45));
        }
        Arm arm = style.LooseArm();
        FigurePose pose = new FigurePose(pitch, front, rear, arm, style.LooseArm()).Flat() with { Left = rear };
        return MotionScript.Hold(style.EitherSide(pose));
    }

    public static MotionScript Splits(MotionStyle style)
    {
        double pitch = style.Between(35, 50);
        var front = new Leg(style.Between(108, 122), style.Between(-8, 0), style.Around(15));
        var rear = new Leg(style.Between(-38, -28), style.Between(-25, 0), -40);
        return MotionScript.Hold(style.EitherSide(new FigurePose(pitch, front, rear, style.LooseArm(), style.LooseArm())));
    }

    /// <summary>Torso and one leg level, balancing on the other.</summary>
    public static MotionScript Arabesque(MotionStyle style)
    {
        double pitch = style.Between(65, 98);
        var carrying = new Leg(Math.Min(pitch + style.Around(6), 102), -Math.Abs(style.Around(6)), 0);
        var raised = new Leg(style.Between(-18, 12), style.Between(-25, 0), style.Around(15));
        return MotionScript.Hold(style.EitherSide(Raised(pitch, carrying, raised, style)));
    }

    /// <summary>Bent forward at the hips on straight legs.</summary>
    public static MotionScript Bow(MotionStyle style)
    {
        double pitch = style.Between(50, 105);
        double apart = style.Around(5), bend = -Math.Abs(style.Around(7));
        var right = new Leg(pitch + apart, bend, 0);
        var left = new Leg(pitch - apart, bend, 0);
        var arm = new Arm(style.Between(20, pitch), style.Between(0, 30));
        return MotionScript.Hold(new FigurePose(pitch, right, left, arm, arm).Flat());
    }

    public static MotionScript LeanBack(MotionStyle style)
    {
        double pitch = style.Between(-50, -26);
        var right = new Leg(style.Between(-5, 25), style.Between(-90, -50), 0);
        var left = new Leg(style.Between(0, 40), style.Between(-70, -40), 0);
        return MotionScript.Hold(style.EitherSide(new FigurePose(pitch, right, left, style.LooseArm(), style.LooseArm()).Flat()));
    }

    /// <summary>Keeping upright by moving: legs shift, bend and step a little, without going anywhere.</summary>
    public static MotionScript Balance(MotionStyle style)
    {
        FigurePose pose = StandPose(style);
        double bend = style.Between(0, 18), soles = style.Between(0, 1);
        Leg Bent(Leg leg) => new(leg.Hip + .5 * bend, leg.Knee - bend, leg.Ankle);
        var waves = new JointWaves(style, swing: style.Between(6, 17), lowestRate: .6, highestRate: 3);
        FigurePose middle = pose with { Right = Bent(pose.Right), Left = Bent(pose.Left) };
        return new MotionScript(time =>
        {
            FigurePose moved = waves.Added(middle, time);
            moved = moved with { Pitch = middle.Pitch + .4 * (moved.Pitch - middle.Pitch) };
            return moved.Toward(moved.Flat(), soles);
        });
    }

    /// <summary>Two swings of the whole body from the ankles.</summary>
    public static MotionScript Sway(MotionStyle style)
    {
        FigurePose pose = StandPose(style);
        double swing = style.Between(9, 20), rate = style.Between(.5, 1.4), phase = style.Between(0, 6.28);
        return new MotionScript(time =>
        {
            double lean = swing * Math.Sin(2 * Math.PI * rate * time + phase);
            return (pose with { Pitch = pose.Pitch + lean }).Flat();
        });
    }

    private static MotionScript Sided(MotionScript script, MotionStyle style) => style.Chance(.5) ? script.Swapped() : script;
}
