using static System.Math;

namespace GenRL.Simulation.Motions.Scripts;

/// <summary>Every kind of motion that can be recorded.</summary>
public static class MotionLibrary
{
    private const double Settle = 1.2;

    /// <summary>Label of aimless motion, which physics clips also get by driving the joints at random.</summary>
    public const string Flailing = "flail";

    /// <summary>All kinds. Their order is the order of labels in a corpus.</summary>
    public static IReadOnlyList<MotionKind> Kinds { get; } =
    [
        Kind("stand", 3, StandingMotions.Stand, m => InPlace(m) && m.LowestHeight > 1.12 && m.HighestFoot < .2 && m.JointSpeedRadPerS < 1.6),
        Kind("balance", 2, StandingMotions.Balance, m => InPlace(m) && m.LowestHeight > 1.08 && m.HighestFoot < .45 && m.JointSpeedRadPerS is > 1.6 and < 8),
        Kind("sway", .7, StandingMotions.Sway, InPlace),
        Kind("crouch", 1, StandingMotions.Crouch, m => m.Upright > .7 && m.Height is > .95 and < 1.25),
        Kind("squat", 1, StandingMotions.Squat, m => m.Upright > .5 && m.Height is > .5 and < 1.1),
        Kind("squats", .8, StandingMotions.Squats, m => m.Upright > .5 && m.Height > .6),
        Kind("one_foot", 2.5, StandingMotions.OneFoot, m => InPlace(m) && m.LowestHeight > 1 && m.HigherFoot > .3 && m.LowerFoot < .2),
        Kind("high_kick", 2.5, StandingMotions.HighKick, m => m.LeastUpright > .55 && m.LowestHeight > .95 && m.HighestFoot > .85 && Abs(m.SpeedMPerS) < 1),
        Kind("low_kick", 1.2, StandingMotions.LowKick, m => InPlace(m) && m.LowestHeight > 1 && m.HighestFoot is > .25 and < .85),
        Kind("lunge", 2.5, StandingMotions.Lunge, m => m.LeastUpright > .75 && m.Height is > .6 and < 1.12 && m.LowerKnee < .45) with { LongestLeadS = .5 },
        Kind("splits", 1, StandingMotions.Splits, m => m.Upright > .5 && m.Height < .8) with { LongestLeadS = .4 },
        Kind("arabesque", 1, StandingMotions.Arabesque, m => Abs(m.Upright) < .6 && m.Height > .7 && m.HigherFoot > .6),
        Kind("bow", 1, StandingMotions.Bow, m => m.Upright < .75 && m.Height > .75 && m.HigherFoot < .25),
        Kind("lean_back", .7, StandingMotions.LeanBack, m => m.FaceDown < -.35 && m.Height > .6),
        Kind("kneel", 1.5, FloorMotions.Kneel, m => m.LeastUpright > .75 && m.Height is > .6 and < 1 && m.HigherKnee < .25) with { LongestLeadS = .6 },
        Kind("heel_sit", 2.5, FloorMotions.HeelSit, m => m.LeastUpright > .7 && m.Height is > .4 and < .85 && m.LowerKnee < .2) with { LongestLeadS = Settle },
        Kind("sit", 1.5, FloorMotions.Sit, m => m.LeastUpright > .7 && m.Height < .6) with { LongestLeadS = Settle },
        Kind("lie_back", 2, FloorMotions.LieOnBack, m => Lying(m) && m.FaceDown < 0 && m.JointSpeedRadPerS < 1.6) with { LongestLeadS = Settle },
        Kind("lie_front", 2, FloorMotions.LieOnFront, m => Lying(m) && m.FaceDown > 0 && m.JointSpeedRadPerS < 1.6) with { LongestLeadS = Settle },
        Kind("lie_knees_up", 1, FloorMotions.LieKneesUp, m => Lying(m) && m.HigherKnee > .25 && m.JointSpeedRadPerS < 1.6) with { LongestLeadS = Settle },
        Kind("legs_up", 1.2, FloorMotions.LegsUp, m => Lying(m) && m.LowerFoot > .5) with { LongestLeadS = Settle },
        Kind("boat", .8, FloorMotions.Boat, m => m.Height < .6 && m.Upright is > .3 and < .9 && m.LowerFoot > .3) with { LongestLeadS = .4 },
        Kind("bridge", .8, FloorMotions.Bridge, m => m.Upright < -.1 && m.Height < .6) with { LongestLeadS = Settle },
        Kind("headstand", 1, FloorMotions.Headstand, m => m.Upright < -.7 && m.LowerFoot > .7),
        Kind("lying_pedal", .8, FloorMotions.LyingPedal, Lying) with { LongestLeadS = .8 },
        Kind("crawl", 1, FloorMotions.Crawl, m => m.Height < .8 && m.FaceDown > .6),
        Kind("knee_walk", 1, FloorMotions.KneeWalk, m => m.LeastUpright > .7 && m.Height < 1.05),
        Kind("flail", 3, FloorMotions.Flail, m => m.Height < .9 && m.JointSpeedRadPerS > 1) with { LongestLeadS = .8 },
        GaitKind("walk_slow", 1.5, (style, sizes) => GaitMotions.Walk(style, sizes, .25, .6), m => OnFeet(m) && m.HighestFoot < .7 && m.SpeedMPerS is > .15 and < .6),
        GaitKind("walk", 2.5, (style, sizes) => GaitMotions.Walk(style, sizes, .6, 1), m => OnFeet(m) && m.HighestFoot < .7 && m.SpeedMPerS is > .6 and < 1),
        GaitKind("walk_fast", 3.5, (style, sizes) => GaitMotions.Walk(style, sizes, 1, 2.2), m => OnFeet(m) && m.HighestFoot < .7 && m.SpeedMPerS is > 1 and < 2.2),
        GaitKind("run", 4, GaitMotions.Run, m => m.LeastUpright > .65 && m.LowestHeight > .9 && m.SpeedMPerS > 2.4 && m.HighestFoot < 1.1),
        GaitKind("walk_back", 1.2, GaitMotions.WalkBack, m => OnFeet(m) && m.SpeedMPerS < -.3),
        GaitKind("duck_walk", .8, GaitMotions.DuckWalk, m => m.LeastUpright > .6 && m.Height is > .55 and < 1.1 && m.SpeedMPerS > .15),
        Kind("march", 1.2, GaitMotions.March, m => InPlace(m) && m.HighestFoot > .2),
        Kind("jump", 1.5, AcrobaticMotions.Jump, m => m.LeastUpright > .7 && m.Height > .8 && Abs(m.SpeedMPerS) < .5),
        Kind("hop", .8, AcrobaticMotions.Hop, m => m.LeastUpright > .7 && m.Height > .9 && Abs(m.SpeedMPerS) < .6),
        Kind("back_flip", 2, AcrobaticMotions.Backflip, m => m.TurnRadPerS < -3),
        Kind("front_flip", 2, AcrobaticMotions.FrontFlip, m => m.TurnRadPerS > 3),
        Kind("roll", 1.2, AcrobaticMotions.Roll, m => m.Height < .75 && Abs(m.TurnRadPerS) > 1.5),
        Kind("fall", 2, AcrobaticMotions.Fall, m => m.Rise < -.15),
        Kind("get_up", 1.5, AcrobaticMotions.GetUp, m => m.Rise > .1),
        Kind("get_down", 1, AcrobaticMotions.GetDown, m => m.Rise < -.1 && m.LeastUpright > .4),
        Kind("hands_up", .8, ArmMotions.HandsUp, InPlace) with { NeedsArms = true },
        Kind("punch", .8, ArmMotions.Punch, InPlace) with { NeedsArms = true },
        Kind("wave", .6, ArmMotions.Wave, InPlace) with { NeedsArms = true },
        Kind("dance", .6, ArmMotions.Dance, InPlace) with { NeedsArms = true },
    ];

    /// <summary>Place of a label among <see cref="Kinds"/>.</summary>
    /// <exception cref="ArgumentException">There is no such label.</exception>
    public static int IndexOf(string label)
    {
        for (int i = 0; i < Kinds.Count; i++)
        {
            if (Kinds[i].Label == label)
            {
                return i;
            }
        }
        throw new ArgumentException($"There is no motion labelled '{label}'.", nameof(label));
    }

    private static bool OnFeet(MotionMeasure m) => m.LeastUpright > .78 && m.LowestHeight > .95;

    private static bool InPlace(MotionMeasure m) => OnFeet(m) && Abs(m.SpeedMPerS) < .45;

    private static bool Lying(MotionMeasure m) => m.Height < .4 && Abs(m.Upright) < .5;

    private static MotionKind Kind(string label, double weight, Func<MotionStyle, MotionScript> make, Func<MotionMeasure, bool> holds) =>
        new(label, weight, (style, _) => make(style), holds);

    private static MotionKind GaitKind(
        string label, double weight, Func<MotionStyle, Figures.FigureSizes, MotionScript> make, Func<MotionMeasure, bool> holds) =>
        new(label, weight, make, m => holds(m) && (MotionJudge.Travels(m) || Abs(m.SpeedMPerS) < .4));
}
