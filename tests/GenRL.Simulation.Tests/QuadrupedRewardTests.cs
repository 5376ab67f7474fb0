using GenRL.Simulation.Quadruped;

namespace GenRL.Simulation.Tests;

/// <summary>The quadruped's rewards in states whose quantities can be told by hand (task specification, section 7.3).</summary>
public sealed class QuadrupedRewardTests : IDisposable
{
    private readonly QuadrupedEnvironment _quadruped = new(RenderPreset.Plain);

    public void Dispose() => _quadruped.Dispose();

    private Dictionary<string, double> Judge(double height = .57, double rollRad = 0, double vx = 0, double vy = 0)
    {
        _quadruped.ResetTo([0, 0, height, Math.Cos(rollRad / 2), Math.Sin(rollRad / 2), 0, 0, .. new double[16]]);
        Span<double> velocity = _quadruped.Data.Field<double>("qvel").Span;
        (velocity[0], velocity[1]) = (vx, vy);
        _quadruped.Data.Forward();
        var rewards = new double[_quadruped.Tasks.Count];
        _quadruped.Judge(rewards);
        return _quadruped.Tasks.Zip(rewards).ToDictionary();
    }

    [Theory]
    [InlineData(0, 1)]
    [InlineData(Math.PI / 2, .5)]
    [InlineData(Math.PI, 0)]
    public void Standing_is_paid_linearly_by_the_tilt(double rollRad, double expected)
    {
        Assert.Equal(expected, Judge(height: 3, rollRad)["stand"], 9);
        Assert.Equal(expected, Judge(height: 3, rollRad)["jump"], 9);
    }

    [Theory]
    [InlineData(.5, 1, .55)]
    [InlineData(5, 1, 1)]
    [InlineData(9, 1, 1)]
    [InlineData(0, .5, .5)]
    [InlineData(-.25, .25, .475)]
    [InlineData(-.5, 0, .45)]
    [InlineData(-5, 0, 0)]
    public void Walking_and_running_are_paid_by_the_speed_ahead(double vx, double walk, double run)
    {
        Dictionary<string, double> rewards = Judge(vx: vx);
        Assert.Equal(walk, rewards["walk"], 9);
        Assert.Equal(run, rewards["run"], 9);
    }

    [Fact]
    public void Ahead_is_where_the_torso_looks_and_rolling_goes_anywhere()
    {
        // turned by a quarter to the left, world y is ahead
        double half = Math.PI / 4;
        _quadruped.ResetTo([0, 0, 3, Math.Cos(half), 0, 0, Math.Sin(half), .. new double[16]]);
        _quadruped.Data.Field<double>("qvel")[1] = .5;
        _quadruped.Data.Forward();
        Assert.Equal(.5, _quadruped.Physics.ForwardVelocity, 9);

        Dictionary<string, double> sideways = Judge(vy: -.25);
        Assert.Equal((.5, .75), (Math.Round(sideways["walk"], 9), Math.Round(sideways["roll"], 9)));
        Assert.Equal(.525, sideways["roll_fast"], 9);
    }

    [Fact]
    public void Lying_is_paid_by_the_height_of_the_torso()
    {
        Assert.Equal(1, Judge(height: .2)["lie_down"], 9);
        Assert.Equal(.1, Judge(height: .5)["lie_down"], 9);
    }

    [Theory]
    [InlineData(-.01, 0)]
    [InlineData(.01, 1)]
    public void Two_legs_pay_nothing_until_the_higher_toes_reach_their_mark(double aboveMarkM, double expected)
    {
        // rolled by one radian; the toes lie .44 m below the torso and .2 + .55 sin(45 deg) m beside it
        double beside = .2 + .55 * Math.Sqrt(.5);
        double height = .8 + aboveMarkM - beside * Math.Sin(1) + .44 * Math.Cos(1);
        Assert.Equal(expected, Judge(height, rollRad: 1)["two_legs"], 9);
        Assert.Equal(.8 + aboveMarkM, _quadruped.Physics.SortedToeHeights[3], 9);
    }

    [Fact]
    public void Two_legs_are_paid_by_how_low_the_other_two_toes_are()
    {
        double beside = .2 + .55 * Math.Sqrt(.5);
        double height = .5 + beside * Math.Sin(1) + .44 * Math.Cos(1);
        Assert.Equal(.1, Judge(height, rollRad: 1)["two_legs"], 9);
    }

    [Fact]
    public void Jumping_is_paid_by_the_height_of_the_centre_of_mass()
    {
        Dictionary<string, double> rewards = Judge(height: .57);
        double centre = _quadruped.Data.Field<double>("subtree_com").Row(1)[2];
        Assert.InRange(centre, .4, .6);
        Assert.Equal((1 + centre) / 2, rewards["jump"], 9);
    }
}
