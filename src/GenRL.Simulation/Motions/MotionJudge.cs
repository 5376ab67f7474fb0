namespace GenRL.Simulation.Motions;

/// <summary>Names what a clip shows from its measures alone, for physics clips that do not show what was meant.</summary>
public static class MotionJudge
{
    /// <summary>The label of a clip, or null when the measures fit none clearly.</summary>
    public static string? Name(MotionMeasure m)
    {
        if (m.Height < .35 && Math.Abs(m.Upright) < .5)
        {
            return OnTheFloor(m);
        }
        if (m.LeastUpright > .72 && m.LowestHeight > .88)
        {
            return OnTheFeet(m);
        }
        if (m.Rise > .3 && m.Height > .4)
        {
            return "get_up";
        }
        if (m.Rise < -.22 && m.Height > .35 && m.JointSpeedRadPerS < 9)
        {
            return "fall";
        }
        return m.Height < .75 && m.LeastUpright < .6 && m.JointSpeedRadPerS > 2 ? "flail" : null;
    }

    private static string? OnTheFloor(MotionMeasure m)
    {
        if (m.JointSpeedRadPerS > 1.6 || Math.Abs(m.TurnRadPerS) > 1)
        {
            return "flail";
        }
        return m.HigherFoot < .22 && m.HigherKnee < .25 && m.Height < .22 ? (m.FaceDown > 0 ? "lie_front" : "lie_back") : null;
    }

    /// <summary>Whether the feet go where the body goes; a body that topples leaves them behind.</summary>
    public static bool Travels(MotionMeasure m) =>
        Math.Abs(m.TurnRadPerS) < 1.3 && m.FeetSpeedMPerS * Math.Sign(m.SpeedMPerS) > .45 * Math.Abs(m.SpeedMPerS);

    private static string? OnTheFeet(MotionMeasure m) => m.SpeedMPerS switch
    {
        _ when Math.Abs(m.TurnRadPerS) > 1.3 || m.HighestFoot > .9 => null,
        > .6 or < -.35 when !Travels(m) => null,
        > 2.5 => "run",
        > 2.2 => null,
        > 1.0 => m.HighestFoot < .85 ? "walk_fast" : null,
        > .6 => m.HighestFoot < .75 ? "walk" : null,
        < -.35 => m.HighestFoot < .75 ? "walk_back" : null,
        < .35 when m.LeastUpright > .85 && m.LowestHeight > 1.12 && m.HighestFoot < .35 => InPlace(m),
        _ => null,
    };

    private static string? InPlace(MotionMeasure m) => m.JointSpeedRadPerS switch
    {
        < 1.2 => m.HighestFoot < .15 && Math.Abs(m.SpeedMPerS) < .25 ? "stand" : null,
        > 2 and < 8 => "balance",
        _ => null,
    };
}
