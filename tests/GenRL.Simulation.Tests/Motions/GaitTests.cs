using GenRL.Data;
using GenRL.Simulation.Motions;
using GenRL.Simulation.Motions.Figures;
using GenRL.Simulation.Motions.Gaits;
using GenRL.Simulation.Motions.Scripts;

namespace GenRL.Simulation.Tests.Motions;

public sealed class GaitTests : IDisposable
{
    private const double StepS = FigureEnvironment.AgentPeriodS;
    private static readonly FigureSizes Sizes = GaitLibrary.Figures[0];
    private readonly string _folder = Directory.CreateTempSubdirectory("gaits").FullName;

    public void Dispose() => Directory.Delete(_folder, true);

    [Fact]
    public void Windows_are_sorted_by_what_they_show()
    {
        Assert.Contains("walk_fast", new LearnedGait(Sizes, StepS, [Walking()]).Counts.Keys);
        Assert.Equal(["stand"], new LearnedGait(Sizes, StepS, [Standing()]).Counts.Keys);
        Assert.Null(new LearnedGait(Sizes, StepS, []).Draw(Style(), Sizes));
    }

    [Fact]
    public void A_window_on_another_body_keeps_its_distance_from_the_floor_and_its_strides()
    {
        var other = new FigureSizes { Thigh = .5, Shank = .6, TorsoHalfLength = .25 };
        var gait = new LearnedGait(Sizes, StepS, [Walking(airM: .03)]);
        double[][] same = gait.Draw(Style(), Sizes)!, moved = gait.Draw(Style(), other)!;

        Assert.Equal(.03, Clearance(other, moved[4]), 1e-9);
        Assert.Equal(same[4][FigureModel.Pitch..], moved[4][FigureModel.Pitch..]);
        Assert.Equal(same[^1][FigureModel.RootX] * other.LegLength / Sizes.LegLength, moved[^1][FigureModel.RootX], 1e-9);
    }

    [Fact]
    public void Every_fifth_episode_is_kept_for_the_parts_that_are_not_trained_on()
    {
        for (int number = 0; number < 5; number++)
        {
            GaitLibrary.Save(_folder, 0, number, Episode(number == 0 ? Walking() : Standing()));
        }
        Assert.Null(GaitLibrary.Load(_folder, StepS).For(Sizes, training: true));

        GaitLibrary.Finish(_folder, 0);
        GaitLibrary library = GaitLibrary.Load(_folder, StepS);

        Assert.Equal(["stand"], library.For(Sizes, training: true)!.Counts.Keys);
        Assert.Contains("walk_fast", library.For(Sizes, training: false)!.Counts.Keys);
        Assert.Null(library.For(Sizes with { HasArms = true }, training: true));
    }

    [Fact]
    public void A_figure_is_rewarded_for_standing_until_it_falls()
    {
        using var world = new FigureEnvironment(Sizes);
        double[] rewards = new double[world.Tasks.Count];
        world.ResetTo(FigureModel.Positions(Sizes, new FigurePose(0, default, default), 0));
        world.Step(new float[world.Robot.ActionSize], rewards);
        double atFirst = rewards[0];
        for (int step = 0; step < 60; step++)
        {
            world.Step(new float[world.Robot.ActionSize], rewards);
        }

        Assert.InRange(atFirst, 1.9, 2);
        Assert.InRange(rewards[0], 0, 1);
    }

    [Fact]
    public void Equal_seeds_and_actions_give_equal_states_and_nan_is_refused()
    {
        using FigureEnvironment first = new(GaitLibrary.Figures[1]), second = new(GaitLibrary.Figures[1]);
        float[] action = [.. Enumerable.Range(0, first.Robot.ActionSize).Select(i => .1f * i - .4f)];
        double[] rewards = new double[first.Tasks.Count];
        float[] one = new float[first.StateSize], two = new float[second.StateSize];
        foreach ((FigureEnvironment world, float[] state) in new[] { (first, one), (second, two) })
        {
            world.Reset(7);
            world.Step(action, rewards);
            world.ReadState(state);
        }

        Assert.Equal(one, two);
        Assert.All(one, value => Assert.True(float.IsFinite(value)));
        action[2] = float.NaN;
        Assert.Throws<ArgumentException>(() => first.Step(action, rewards));
    }

    private static MotionStyle Style() => new(SeededRandom.Fork(3, 1));

    private static List<double[]> Standing() => [.. Enumerable.Repeat(FigureModel.Positions(Sizes, new FigurePose(0, default, default), 0), 20)];

    private static List<double[]> Walking(double airM = 0)
    {
        MotionScript walk = GaitMotions.Walk(Style(), Sizes, 1.2, 1.8);
        return [.. Enumerable.Range(0, 20).Select(row => FigureModel.Positions(Sizes, walk.PoseAt(row * StepS) with { AirM = airM }, walk.SpeedMPerS * row * StepS))];
    }

    private static double Clearance(FigureSizes sizes, double[] q)
    {
        const double degrees = 180 / Math.PI;
        Leg LegAt(int joint) => new(q[joint] * degrees, q[joint + 1] * degrees, q[joint + 2] * degrees);
        var pose = new FigurePose(q[FigureModel.Pitch] * degrees, LegAt(3), LegAt(6));
        return q[FigureModel.RootZ] + sizes.StandingTorsoHeight - FigureKinematics.RootHeight(sizes, pose);
    }

    private static PoseEpisode Episode(List<double[]> poses) =>
        new(new PoseEpisodeDetails("figure", "walk", ["walk"], 1, "script"), poses.Count, [.. poses.SelectMany(pose => pose)], new float[poses.Count], new float[poses.Count]);
}
