using GenRL.Simulation.Motions.Figures;

namespace GenRL.Simulation.Motions.Scripts;

/// <summary>Jumps, flips, rolls, falls and the ways between lying and standing. Angles in degrees.</summary>
internal static class AcrobaticMotions
{
    private const double Gravity = 9.81;

    public static MotionScript Jump(MotionStyle style) => Jumping(style, StandingMotions.StandPose(style), 0, style.Between(.08, .5));

    /// <summary>Jumping on one leg.</summary>
    public static MotionScript Hop(MotionStyle style)
    {
        var lifted = new Leg(style.Between(-10, 70), style.Between(-125, -70), 0);
        FigurePose up = new FigurePose(style.Around(6), new Leg(style.Around(6), -8, 0), lifted, style.LooseArm(), style.LooseArm()).Flat() with { Left = lifted };
        MotionScript hop = Jumping(style, up, style.Chance(.5) ? style.Between(-.3, .4) : 0, style.Between(.06, .22), bothLegs: false);
        return style.Chance(.5) ? hop.Swapped() : hop;
    }

    /// <summary>Crouch, flight and landing, repeated.</summary>
    private static MotionScript Jumping(MotionStyle style, FigurePose up, double speed, double height, bool bothLegs = true)
    {
        double bend = style.Between(30, 75);
        Leg Bent(Leg leg) => new(leg.Hip + .55 * bend, leg.Knee - bend, leg.Ankle);
        FigurePose down = (up with { Pitch = up.Pitch + .3 * bend, Right = Bent(up.Right), Left = bothLegs ? Bent(up.Left) : up.Left }).Flat();
        down = bothLegs ? down : down with { Left = up.Left };
        double flight = 2 * Math.Sqrt(2 * height / Gravity), ground = style.Between(.25, .6), period = flight + ground;
        double tuck = bothLegs && style.Chance(.3) ? style.Between(.3, 1) : 0;
        double start = style.Between(0, period);
        return new MotionScript(
            time =>
            {
                double t = Modulo(time + start, period);
                if (t < flight)
                {
                    return up.Toward(down, tuck * Math.Sin(Math.PI * t / flight)) with { AirM = Ballistic(t, flight) };
                }
                return up.Toward(down, Math.Sin(Math.PI * (t - flight) / ground));
            },
            speed);
    }

    public static MotionScript Backflip(MotionStyle style) => Flip(style, -1);

    public static MotionScript FrontFlip(MotionStyle style) => Flip(style, 1);

    /// <summary>A somersault through the air, or over the floor when the flight is low.</summary>
    private static MotionScript Flip(MotionStyle style, double direction)
    {
        double turn = style.Between(360, 800), swing = style.Between(.12, .2);
        double flight = 360 / turn * style.Between(.75, 1.1), height = Gravity * flight * flight / 8 * style.Between(.35, 1);
        bool tucked = style.Chance(.6);
        Leg Tuck() => tucked
            ? new Leg(style.Between(55, 100), style.Between(-140, -80), style.Around(15))
            : new Leg(style.Between(-15, 30), style.Between(-30, 0), style.Around(20));
        FigurePose open = StandingMotions.StandPose(style);
        FigurePose closed = open with { Right = Tuck(), Left = Tuck(), RightArm = new Arm(60, 60), LeftArm = new Arm(60, 60) };
        double start = style.Between(-.02, Math.Max(.02, flight - .2));
        return new MotionScript(
            time =>
            {
                double t = time + start;
                double shape = Math.Clamp(t / swing, 0, 1) * Math.Clamp((flight - t) / swing, 0, 1);
                double air = t <= 0 || t >= flight ? 0 : height * 4 * (t / flight) * (1 - t / flight);
                double turned = direction * turn * Math.Clamp(t, -.06, flight + .06);
                return open.Toward(closed, shape) with { Pitch = turned, AirM = air };
            },
            direction * style.Between(-.1, .8));
    }

    /// <summary>Turning over and over on the floor.</summary>
    public static MotionScript Roll(MotionStyle style)
    {
        double direction = style.Chance(.6) ? 1 : -1, turn = style.Between(180, 480), start = style.Between(0, 360);
        Leg Tuck() => new(style.Between(60, 105), style.Between(-140, -70), style.Around(15));
        var ball = new FigurePose(0, Tuck(), Tuck(), new Arm(70, 80), new Arm(70, 80));
        return new MotionScript(time => ball with { Pitch = direction * (start + turn * time) }, direction * turn * .0042);
    }

    /// <summary>Toppling from standing onto the belly or the back.</summary>
    public static MotionScript Fall(MotionStyle style)
    {
        FigurePose stand = StandingMotions.StandPose(style);
        double direction = style.Chance(.5) ? 1 : -1, duration = style.Between(.45, .9);
        FigurePose lying = FloorMotions.LyingPose(style, 90 * direction);
        double buckle = style.Chance(.5) ? style.Between(10, 70) : 0;
        double start = style.Between(.2 * duration, duration - .15);
        return new MotionScript(
            time =>
            {
                double t = Math.Clamp((time + start) / duration, 0, 1);
                FigurePose pose = stand.Toward(lying, t * t);
                double bend = buckle * Math.Sin(Math.PI * t);
                return pose with
                {
                    Right = new Leg(pose.Right.Hip + .5 * bend, pose.Right.Knee - bend, pose.Right.Ankle),
                    Left = new Leg(pose.Left.Hip + .4 * bend, pose.Left.Knee - .8 * bend, pose.Left.Ankle),
                };
            },
            direction * .5);
    }

    /// <summary>Rising from sitting, kneeling, squatting or lying to standing.</summary>
    public static MotionScript GetUp(MotionStyle style)
    {
        (double TimeS, FigurePose Pose)[] keys = RisingKeys(style);
        return MotionScript.Through(keys).From(style.Between(0, keys[^1].TimeS - .3));
    }

    /// <summary>The same ways downwards.</summary>
    public static MotionScript GetDown(MotionStyle style)
    {
        (double TimeS, FigurePose Pose)[] keys = RisingKeys(style);
        double end = keys[^1].TimeS;
        var reversed = keys.Reverse().Select(key => (end - key.TimeS, key.Pose)).ToArray();
        return MotionScript.Through(reversed).From(style.Between(0, end - .3));
    }

    private static (double TimeS, FigurePose Pose)[] RisingKeys(MotionStyle style)
    {
        FigurePose stand = StandingMotions.StandPose(style);
        FigurePose squat = StandingMotions.Squat(style).PoseAt(0);
        FigurePose lunge = StandingMotions.Lunge(style).PoseAt(0);
        FigurePose kneel = FloorMotions.KneelPose(style, style.Between(0, 60));
        FigurePose low = style.Pick(4) switch
        {
            0 => FloorMotions.Sit(style).PoseAt(0),
            1 => kneel,
            2 => FloorMotions.LyingPose(style, -90),
            _ => FloorMotions.LyingPose(style, 90),
        };
        FigurePose middle = low.Pitch > 60 ? lunge : style.Chance(.7) ? squat : lunge;
        double first = style.Between(.3, .7), second = first + style.Between(.3, .7);
        return [(0, low), (first, middle), (second, stand)];
    }

    private static double Ballistic(double t, double flight) => .5 * Gravity * t * (flight - t);

    private static double Modulo(double value, double period) => value - period * Math.Floor(value / period);
}
