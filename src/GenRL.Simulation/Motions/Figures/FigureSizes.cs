namespace GenRL.Simulation.Motions.Figures;

/// <summary>Lengths of a planar figure in metres. The defaults are the walker's proportions; arms and head are the stickman's.</summary>
public sealed record FigureSizes
{
    public double TorsoRadius { get; init; } = .07;

    public double TorsoHalfLength { get; init; } = .3;

    /// <summary>Hip to knee.</summary>
    public double Thigh { get; init; } = .45;

    public double ThighRadius { get; init; } = .05;

    /// <summary>Knee to ankle.</summary>
    public double Shank { get; init; } = .5;

    public double ShankRadius { get; init; } = .04;

    public double FootRadius { get; init; } = .05;

    public double FootHalfLength { get; init; } = .1;

    /// <summary>Ankle to the middle of the foot.</summary>
    public double FootOffset { get; init; } = .06;

    /// <summary>Half the distance between the legs, across the plane of motion.</summary>
    public double HalfHipWidth { get; init; } = .05;

    public bool HasArms { get; init; }

    public bool HasHead { get; init; }

    public double HeadRadius { get; init; } = .1;

    /// <summary>Height of the head's centre above the middle of the torso.</summary>
    public double HeadHeight { get; init; } = .45;

    /// <summary>Height of the shoulders above the middle of the torso.</summary>
    public double ShoulderHeight { get; init; } = .2;

    public double UpperArm { get; init; } = .3;

    public double Forearm { get; init; } = .3;

    public double ArmRadius { get; init; } = .04;

    public double HandRadius { get; init; } = .05;

    /// <summary>Leg length from hip to ankle.</summary>
    public double LegLength => Thigh + Shank;

    /// <summary>Height of the middle of the torso when standing straight.</summary>
    public double StandingTorsoHeight => TorsoHalfLength + LegLength + FootRadius;

    /// <summary>Draws a body: a third close to the walker, the others within about a fifth of it, about half with arms and a head.</summary>
    public static FigureSizes Random(MotionStyle style)
    {
        var walker = new FigureSizes();
        bool human = style.Chance(.45);
        double spread = style.Chance(.35) ? .04 : .16;
        double Around(double length) => length * style.Between(1 - spread, 1 + spread);
        double girth = style.Between(1 - spread, 1 + spread);
        return new FigureSizes
        {
            TorsoRadius = Around(walker.TorsoRadius) * girth,
            TorsoHalfLength = Around(human ? .26 : walker.TorsoHalfLength),
            Thigh = Around(walker.Thigh),
            ThighRadius = Around(walker.ThighRadius) * girth,
            Shank = Around(walker.Shank),
            ShankRadius = Around(walker.ShankRadius) * girth,
            FootRadius = Around(human ? .043 : walker.FootRadius),
            FootHalfLength = Around(walker.FootHalfLength),
            FootOffset = Around(walker.FootOffset),
            HasArms = human,
            HasHead = human || style.Chance(.1),
            HeadRadius = Around(walker.HeadRadius),
            HeadHeight = Around(walker.HeadHeight),
            ShoulderHeight = Around(walker.ShoulderHeight),
            UpperArm = Around(walker.UpperArm),
            Forearm = Around(walker.Forearm),
            ArmRadius = Around(walker.ArmRadius) * girth,
            HandRadius = Around(walker.HandRadius),
        };
    }
}
