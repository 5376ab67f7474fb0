namespace GenRL.Simulation.Motions.Figures;

/// <summary>
/// Forward kinematics of the planar figure, with the rule that makes scripted motion plausible without any inverse kinematics:
/// the root is lifted until the lowest point of the body touches the floor.
/// </summary>
public static class FigureKinematics
{
    private const double RadPerDeg = Math.PI / 180;

    /// <summary>Height of the middle of the torso that puts the lowest point of the body at the pose's distance from the floor.</summary>
    public static double RootHeight(FigureSizes sizes, FigurePose pose) => pose.AirM - LowestBelowRoot(sizes, pose);

    /// <summary>Positions of the body parts for a torso whose middle is at the given place.</summary>
    public static FigurePoints Points(FigureSizes sizes, FigurePose pose, double rootX, double rootZ)
    {
        Point hip = Along(new Point(rootX, rootZ), pose.Pitch, 0, -sizes.TorsoHalfLength);
        (Point rightKnee, Point rightAnkle, Point rightFoot) = LegPoints(sizes, pose.Pitch, pose.Right, hip);
        (Point leftKnee, Point leftAnkle, Point leftFoot) = LegPoints(sizes, pose.Pitch, pose.Left, hip);
        return new FigurePoints(new Point(rootX, rootZ), hip, rightKnee, rightAnkle, rightFoot, leftKnee, leftAnkle, leftFoot);
    }

    /// <summary>
    /// Horizontal place of the sole that carries the body, relative to the root: the lower foot's lowest end. A foot that carries
    /// does not slide, so its motion gives the speed of the root.
    /// </summary>
    public static (bool RightCarries, double X) Support(FigureSizes sizes, FigurePose pose)
    {
        FigurePoints points = Points(sizes, pose, 0, 0);
        bool right = points.RightFoot.Z < points.LeftFoot.Z;
        return (right, right ? points.RightAnkle.X : points.LeftAnkle.X);
    }

    private static double LowestBelowRoot(FigureSizes sizes, FigurePose pose)
    {
        var root = new Point(0, 0);
        double low = Lower(Along(root, pose.Pitch, 0, -sizes.TorsoHalfLength), Along(root, pose.Pitch, 0, sizes.TorsoHalfLength), sizes.TorsoRadius);
        Point hip = Along(root, pose.Pitch, 0, -sizes.TorsoHalfLength);
        low = Math.Min(low, LegLowest(sizes, pose.Pitch, pose.Right, hip));
        low = Math.Min(low, LegLowest(sizes, pose.Pitch, pose.Left, hip));
        if (sizes.HasHead)
        {
            low = Math.Min(low, Along(root, pose.Pitch, 0, sizes.HeadHeight).Z - sizes.HeadRadius);
        }
        if (sizes.HasArms)
        {
            Point shoulder = Along(root, pose.Pitch, 0, sizes.ShoulderHeight);
            low = Math.Min(low, ArmLowest(sizes, pose.Pitch, pose.RightArm, shoulder));
            low = Math.Min(low, ArmLowest(sizes, pose.Pitch, pose.LeftArm, shoulder));
        }
        return low;
    }

    private static double LegLowest(FigureSizes sizes, double pitch, Leg leg, Point hip)
    {
        (Point knee, Point ankle, Point foot) = LegPoints(sizes, pitch, leg, hip);
        double sole = pitch - leg.Hip - leg.Knee - leg.Ankle;
        Point toe = Along(foot, sole, sizes.FootHalfLength, 0);
        Point heel = Along(foot, sole, -sizes.FootHalfLength, 0);
        double low = Math.Min(Lower(hip, knee, sizes.ThighRadius), Lower(knee, ankle, sizes.ShankRadius));
        return Math.Min(low, Lower(toe, heel, sizes.FootRadius));
    }

    private static double ArmLowest(FigureSizes sizes, double pitch, Arm arm, Point shoulder)
    {
        Point elbow = Along(shoulder, pitch - arm.Shoulder, 0, -sizes.UpperArm);
        Point hand = Along(elbow, pitch - arm.Shoulder - arm.Elbow, 0, -sizes.Forearm);
        return Math.Min(Lower(shoulder, elbow, sizes.ArmRadius), hand.Z - sizes.HandRadius);
    }

    private static (Point Knee, Point Ankle, Point Foot) LegPoints(FigureSizes sizes, double pitch, Leg leg, Point hip)
    {
        double thigh = pitch - leg.Hip;
        double shank = thigh - leg.Knee;
        Point knee = Along(hip, thigh, 0, -sizes.Thigh);
        Point ankle = Along(knee, shank, 0, -sizes.Shank);
        return (knee, ankle, Along(ankle, shank - leg.Ankle, sizes.FootOffset, 0));
    }

    private static double Lower(Point a, Point b, double radius) => Math.Min(a.Z, b.Z) - radius;

    /// <summary>Moves by (forward, up) in a frame turned by an angle about the axis to the left (a forward lean).</summary>
    private static Point Along(Point from, double angle, double forward, double up)
    {
        (double sine, double cosine) = Math.SinCos(angle * RadPerDeg);
        return new Point(from.X + forward * cosine + up * sine, from.Z - forward * sine + up * cosine);
    }
}
