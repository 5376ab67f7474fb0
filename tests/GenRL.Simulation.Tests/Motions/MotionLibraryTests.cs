using GenRL.Data;
using GenRL.Simulation.Motions;
using GenRL.Simulation.Motions.Figures;
using GenRL.Simulation.Motions.Scripts;
using MuJoCo;

namespace GenRL.Simulation.Tests.Motions;

public class MotionLibraryTests
{
    private const double StepS = .05;

    public static TheoryData<string> Labels => [.. MotionLibrary.Kinds.Select(kind => kind.Label)];

    private static MotionStyle Style(ulong seed) => new(SeededRandom.Fork(11, seed));

    [Theory]
    [MemberData(nameof(Labels))]
    public void Every_script_rests_on_the_floor_or_flies_and_never_sinks_into_it(string label)
    {
        MotionKind kind = MotionLibrary.Kinds[MotionLibrary.IndexOf(label)];
        for (ulong seed = 0; seed < 20; seed++)
        {
            MotionStyle style = Style(seed);
            FigureSizes sizes = kind.NeedsArms ? new FigureSizes { HasArms = true, HasHead = true } : FigureSizes.Random(style);
            MotionScript script = kind.Make(style, sizes);
            for (int frame = 0; frame < 8; frame++)
            {
                FigurePose pose = script.PoseAt(frame * StepS);
                double lowest = LowestPoint(sizes, FigureModel.Positions(sizes, pose, 0));
                Assert.Equal(pose.AirM, lowest, 1e-6);
                Assert.True(pose.AirM >= 0, $"{label} is {pose.AirM} m under the floor.");
            }
        }
    }

    [Theory]
    [MemberData(nameof(Labels))]
    public void Most_scripts_show_what_their_label_says(string label)
    {
        MotionKind kind = MotionLibrary.Kinds[MotionLibrary.IndexOf(label)];
        int shown = 0;
        const int tried = 60;
        for (ulong seed = 0; seed < tried; seed++)
        {
            MotionStyle style = Style(1000 + seed);
            var sizes = new FigureSizes { HasArms = kind.NeedsArms };
            MotionScript script = kind.Make(style, sizes);
            double[][] poses = [.. Enumerable.Range(0, 8).Select(frame =>
                FigureModel.Positions(sizes, script.PoseAt(frame * StepS), script.SpeedMPerS * frame * StepS))];
            shown += kind.Holds(MotionMeasure.Of(sizes, poses, StepS)) ? 1 : 0;
        }
        Assert.True(shown > tried / 5, $"Only {shown} of {tried} scripts of '{label}' show it.");
    }

    [Theory]
    [InlineData(0, .85, 1.01)]
    [InlineData(30, .9, 1.15)]
    public void Gaits_have_the_speed_at_which_the_carrying_foot_does_not_slide(double kneeLift, double least, double most)
    {
        var sizes = new FigureSizes();
        var leg = new GaitLeg(0, 20, 0, kneeLift, .4, 0);
        var gait = new Gait { RateHz = 1, Right = leg, Left = leg };
        double step = 2 * sizes.LegLength * Math.Sin(20 * Math.PI / 180);
        Assert.InRange(gait.SpeedMPerS(sizes), 2 * step * least, 2 * step * most);
    }

    [Fact]
    public void The_kinematics_agree_with_the_physics_engine()
    {
        MotionStyle style = Style(5);
        var sizes = FigureSizes.Random(style) with { HasArms = true, HasHead = true };
        using MjModel model = MjModel.FromXml(FigureModel.Xml(sizes, FigureLook.Walker, style));
        using var data = new MjData(model);
        var pose = new FigurePose(33, new Leg(61, -72, 20), new Leg(-14, -8, -30), new Arm(20, 30), new Arm(50, 10));
        double[] positions = FigureModel.Positions(sizes, pose, 1.5);
        positions.CopyTo(data.Field<double>("qpos").Span);
        data.ForwardUnactuated();
        FigurePoints points = FigureModel.PointsOf(sizes, positions);
        foreach ((string body, Point expected) in new[] { ("torso", points.Torso), ("right_foot", points.RightFoot), ("left_foot", points.LeftFoot) })
        {
            Span<double> place = data.Field<double>("xpos").Row(model.Id(MjObject.Body, body));
            Assert.Equal(expected.X, place[0], 1e-9);
            Assert.Equal(expected.Z, place[2], 1e-9);
        }
    }

    [Fact]
    public void The_default_figure_has_the_walkers_body()
    {
        using MjModel figure = MjModel.FromXml(FigureModel.Xml(new FigureSizes(), FigureLook.Walker, Style(1)));
        Assert.Equal(28.54, figure.Field<double>("body_subtreemass").Span[0], .02);
        Assert.Equal(1.3, new FigureSizes().StandingTorsoHeight, 1e-9);
    }

    [Theory]
    [InlineData(1.3, 1, 0, .1, .05, "stand")]
    [InlineData(1.25, .98, 1.4, 4, .3, "walk_fast")]
    [InlineData(1.2, .95, 3.5, 6, .5, "run")]
    [InlineData(.1, 0, 0, .2, .1, "lie_front")]
    [InlineData(.2, 0, 0, 6, .3, "flail")]
    public void The_judge_names_clear_cases(double height, double upright, double speed, double jointSpeed, double highestFoot, string expected) =>
        Assert.Equal(expected, MotionJudge.Name(Measure(height, upright, speed, jointSpeed, highestFoot)));

    [Fact]
    public void The_judge_stays_silent_between_walking_and_running() =>
        Assert.Null(MotionJudge.Name(Measure(1.25, .98, 2.35, 5, .4)));

    [Fact]
    public void The_judge_does_not_call_toppling_a_walk() =>
        Assert.Null(MotionJudge.Name(Measure(1.25, .9, 1.4, 4, .2, feetSpeed: .1)));

    private static MotionMeasure Measure(double height, double upright, double speed, double jointSpeed, double highestFoot, double? feetSpeed = null) => new()
    {
        Height = height, LowestHeight = height, Rise = 0, Upright = upright, LeastUpright = upright, FaceDown = Math.Sqrt(1 - upright * upright),
        SpeedMPerS = speed, FeetSpeedMPerS = feetSpeed ?? speed, TurnRadPerS = 0, JointSpeedRadPerS = jointSpeed, HighestFoot = highestFoot, LowerFoot = .05, HigherFoot = highestFoot / 2,
        LowerKnee = .1, HigherKnee = .12,
    };

    /// <summary>Lowest point of the compiled model's geoms, by the physics engine's own kinematics.</summary>
    private static double LowestPoint(FigureSizes sizes, double[] positions)
    {
        using MjModel model = MjModel.FromXml(FigureModel.Xml(sizes, FigureLook.Walker, Style(0)));
        using var data = new MjData(model);
        positions.CopyTo(data.Field<double>("qpos").Span);
        data.ForwardUnactuated();
        MjField<double> place = data.Field<double>("geom_xpos"), turn = data.Field<double>("geom_xmat"), size = model.Field<double>("geom_size");
        MjField<int> kind = model.Field<int>("geom_type");
        double lowest = double.PositiveInfinity;
        const int plane = 0, capsule = 3;
        for (int geom = 0; geom < kind.Rows; geom++)
        {
            if (kind[geom] != plane)
            {
                double reach = kind[geom] == capsule ? Math.Abs(turn.Row(geom)[8]) * size.Row(geom)[1] : 0;
                lowest = Math.Min(lowest, place.Row(geom)[2] - reach - size.Row(geom)[0]);
            }
        }
        return lowest;
    }
}
