using GenRL.Simulation.Motions.Figures;

namespace GenRL.Simulation.Motions.Scripts;

/// <summary>
/// Gaits by speed. Half of them look human; the others have legs with independent random parameters, as machines that taught
/// themselves to move have: crouched, leaning, skipping, with unequal or nearly joined legs.
/// </summary>
internal static class GaitMotions
{
    private const int Attempts = 400;

    /// <summary>Any way of moving the legs in turn, at whatever speed results.</summary>
    public static MotionScript Any(MotionStyle style, FigureSizes sizes)
    {
        Gait gait = style.Pick(5) switch
        {
            0 => HumanWalk(style),
            1 => HumanRun(style),
            2 => FreeRun(style),
            _ => FreeWalk(style),
        };
        return style.Chance(.15) ? StandingMotions.Balance(style) : new MotionScript(gait.PoseAt, gait.SpeedMPerS(sizes));
    }

    /// <summary>A walk whose speed lies between two limits in metres per second.</summary>
    public static MotionScript Walk(MotionStyle style, FigureSizes sizes, double slowest, double fastest) =>
        Within(style, sizes, slowest, fastest, style.Chance(.5) ? HumanWalk : FreeWalk, style.Between(.9, 1.1));

    public static MotionScript Run(MotionStyle style, FigureSizes sizes) =>
        Within(style, sizes, 2.5, 6.5, style.Chance(.45) ? HumanRun : FreeRun, style.Between(.9, 1.25));

    /// <summary>A forward walk played in reverse.</summary>
    public static MotionScript WalkBack(MotionStyle style, FigureSizes sizes)
    {
        MotionScript walk = Within(style, sizes, .4, 1.6, HumanWalk, style.Between(.9, 1.1));
        return new MotionScript(time => walk.PoseAt(-time), -walk.SpeedMPerS);
    }

    /// <summary>Walking on deeply bent knees.</summary>
    public static MotionScript DuckWalk(MotionStyle style, FigureSizes sizes) => Within(style, sizes, .2, 1.6, CrouchedWalk, 1);

    /// <summary>Lifting the knees in turn without going anywhere.</summary>
    public static MotionScript March(MotionStyle style)
    {
        double rate = style.Between(.7, 2.2), phase = style.Between(0, 6.28), lift = style.Between(35, 85), pitch = style.Around(5);
        double carry = style.Between(0, 8);
        return new MotionScript(time =>
        {
            double s = Math.Sin(2 * Math.PI * rate * time + phase);
            Leg Side(double up) => new(pitch + carry * .5 + lift * up, -carry - lift * 1.25 * up, 0);
            double right = Math.Max(0, s), left = Math.Max(0, -s);
            var pose = new FigurePose(pitch, Side(right), Side(left), new Arm(25 * s, 40), new Arm(-25 * s, 40));
            return pose.Flat();
        });
    }

    private static MotionScript Within(
        MotionStyle style, FigureSizes sizes, double slowest, double fastest, Func<MotionStyle, Gait> draw, double slip)
    {
        for (int i = 0; i < Attempts; i++)
        {
            Gait gait = draw(style);
            double speed = gait.SpeedMPerS(sizes) * slip;
            if (speed >= slowest && speed <= fastest)
            {
                return new MotionScript(gait.PoseAt, speed);
            }
        }
        throw new InvalidOperationException(
            $"No gait of {slowest:0.0#} to {fastest:0.0#} m/s was found for legs of {sizes.LegLength:0.00} m in {Attempts} attempts.");
    }

    private static Gait HumanWalk(MotionStyle style)
    {
        double swing = style.Between(10, 32), bend = style.Between(0, 14), lift = style.Between(18, 65), lead = style.Between(.1, .9);
        var leg = new GaitLeg(style.Between(-4, 10), swing, bend, lift, lead, 0);
        return new Gait
        {
            RateHz = style.Between(.35, 1.35),
            Pitch = style.Between(-6, 12),
            PitchSwing = style.Around(2),
            Right = leg,
            Left = leg,
            LevelSoles = style.Between(.4, 1),
            ArmSwing = style.Between(0, 35),
            ElbowBend = style.Between(0, 40),
            Phase = style.Between(0, 1),
        };
    }

    private static Gait FreeWalk(MotionStyle style)
    {
        GaitLeg Side() => new(style.Between(-8, 25), style.Between(8, 34), style.Between(0, 40), style.Between(5, 70), style.Around(.8), style.Around(12));
        return new Gait
        {
            RateHz = style.Between(.5, 2.6),
            Pitch = style.Between(-15, 25),
            PitchSwing = style.Around(4),
            Right = Side(),
            Left = Side(),
            Lag = .5 + style.Around(.12),
            BounceM = style.Chance(.3) ? style.Between(0, .05) : 0,
            LevelSoles = style.Between(0, 1),
            ArmSwing = style.Between(0, 40),
            ElbowBend = style.Between(0, 80),
            Phase = style.Between(0, 1),
        };
    }

    private static Gait HumanRun(MotionStyle style)
    {
        double swing = style.Between(24, 48), bend = style.Between(8, 25), lift = style.Between(50, 105), lead = style.Between(.2, 1);
        var leg = new GaitLeg(style.Between(0, 16), swing, bend, lift, lead, 0);
        return new Gait
        {
            RateHz = style.Between(1.2, 2.8),
            Pitch = style.Between(0, 25),
            PitchSwing = style.Around(3),
            Right = leg,
            Left = leg,
            BounceM = style.Between(.01, .13),
            LevelSoles = style.Between(.1, .8),
            ArmSwing = style.Between(15, 60),
            ElbowBend = style.Between(50, 110),
            Phase = style.Between(0, 1),
        };
    }

    private static Gait FreeRun(MotionStyle style)
    {
        GaitLeg Side() => new(style.Between(-5, 30), style.Between(18, 50), style.Between(0, 50), style.Between(10, 95), style.Around(.9), style.Around(15));
        return new Gait
        {
            RateHz = style.Between(1.4, 3.6),
            Pitch = style.Between(-15, 38),
            PitchSwing = style.Around(6),
            Right = Side(),
            Left = Side(),
            Lag = .5 + style.Around(.2),
            BounceM = style.Between(0, .16),
            LevelSoles = style.Between(0, 1),
            ArmSwing = style.Between(0, 60),
            ElbowBend = style.Between(0, 110),
            Phase = style.Between(0, 1),
        };
    }

    private static Gait CrouchedWalk(MotionStyle style)
    {
        double bend = style.Between(65, 110);
        var leg = new GaitLeg(.55 * bend, style.Between(10, 25), bend, style.Between(5, 30), style.Between(.1, .8), 0);
        return new Gait
        {
            RateHz = style.Between(.6, 1.6),
            Pitch = style.Between(5, 40),
            Right = leg,
            Left = leg,
            LevelSoles = style.Between(.5, 1),
            ArmSwing = style.Between(0, 30),
            ElbowBend = style.Between(10, 60),
            Phase = style.Between(0, 1),
        };
    }
}
