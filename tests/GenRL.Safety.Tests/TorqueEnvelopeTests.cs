using static GenRL.Safety.Tests.TestRobot;

namespace GenRL.Safety.Tests;

public sealed class TorqueEnvelopeTests
{
    [Theory]
    [InlineData(150, 100)]
    [InlineData(-150, -100)]
    [InlineData(99, 99)]
    [InlineData(double.PositiveInfinity, 100)]
    [InlineData(double.NaN, 0)]
    public void Torque_never_exceeds_the_actuators(double wanted, double permitted)
    {
        Assert.Equal(permitted, Apply(wanted).Torque);
    }

    [Theory]
    [InlineData(2.04, 10, 10)]
    [InlineData(2.06, 10, 0)]
    [InlineData(2.06, -10, -10)]
    [InlineData(-1.06, -10, 0)]
    [InlineData(-1.06, 10, 10)]
    [InlineData(double.NaN, 10, 0)]
    [InlineData(double.NaN, -10, 0)]
    public void A_joint_beyond_its_limit_may_only_be_pulled_back(double position, double wanted, double permitted)
    {
        Assert.Equal(permitted, Apply(wanted, position: position).Torque);
    }

    [Theory]
    [InlineData(31, 10, 0)]
    [InlineData(31, -10, -10)]
    [InlineData(-31, -10, 0)]
    [InlineData(29, 10, 10)]
    [InlineData(double.NaN, 10, 0)]
    public void A_joint_beyond_its_speed_may_only_be_braked(double velocity, double wanted, double permitted)
    {
        Assert.Equal(permitted, Apply(wanted, velocity: velocity).Torque);
    }

    [Fact]
    public void Torque_changes_no_faster_than_permitted()
    {
        SafetySettings settings = Settings with { TorqueRateNmPerS = 1000 };

        (double torque, EnvelopeCuts cuts) = Apply(50, previous: 10, elapsedS: 0.01, settings: settings);

        Assert.Equal(20, torque, 1e-9);
        Assert.Equal(EnvelopeCuts.Rate, cuts);
        Assert.Equal(10, Apply(50, previous: 10, elapsedS: 0, settings: settings).Torque);
    }

    [Fact]
    public void A_position_limit_wins_over_the_permitted_rate()
    {
        SafetySettings settings = Settings with { TorqueRateNmPerS = 1 };

        Assert.Equal(0, Apply(50, position: 3, previous: 50, elapsedS: 0.01, settings: settings).Torque);
    }

    [Fact]
    public void Every_limit_that_cut_is_reported()
    {
        Assert.Equal(EnvelopeCuts.Effort | EnvelopeCuts.Position, Apply(500, position: 3).Cuts);
        Assert.Equal(EnvelopeCuts.Speed, Apply(50, velocity: 40).Cuts);
    }

    [Fact]
    public void Settings_that_make_no_sense_are_named()
    {
        Assert.Contains("StopAfterNs", Assert.Throws<ArgumentException>((Settings with { StopAfterNs = 1 }).Check).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>((Settings with { HoldAfterNs = 0 }).Check);
        Assert.Throws<ArgumentException>((Settings with { TorqueRateNmPerS = double.NaN }).Check);
        Assert.Throws<ArgumentException>((Settings with { HoldDampingS = -1 }).Check);
        Settings.Check();
    }

    [Fact]
    public void A_robot_whose_limits_make_no_sense_is_refused()
    {
        var joint = new Robots.JointDescription("hip", 1, -1, 100, 30);

        Assert.Throws<ArgumentException>(() => new SafetySettings(new Robots.RobotDescription("test", [joint], 0.05, 2)));
        Assert.Throws<ArgumentException>(() => new SafetySettings(new Robots.RobotDescription("test", [], 0.05, 2)));
        Assert.Throws<ArgumentException>(() => JointVector.From(new double[65]));
    }

    [Fact]
    public void A_robot_that_is_commanded_by_targets_is_refused_for_the_envelope_limits_torques()
    {
        var joint = new Robots.JointDescription("hip", -1, 1, 100, 30);
        var robot = new Robots.RobotDescription("spider", [joint], 0.05, 2)
        {
            Commands = [new Robots.CommandDescription("lift", Robots.CommandKind.Target, -1, 1.1)],
        };

        Assert.Contains("spider", Assert.Throws<ArgumentException>(() => new SafetySettings(robot)).Message, StringComparison.Ordinal);
    }

    private static (double Torque, EnvelopeCuts Cuts) Apply(
        double wanted, double position = 0, double velocity = 0, double previous = 0, double elapsedS = 0.01, SafetySettings? settings = null)
    {
        double[] torque = [wanted, 0];
        EnvelopeCuts cuts = TorqueEnvelope.Apply(settings ?? Settings, [position, 0], [velocity, 0], [previous, 0], elapsedS, torque);
        return (torque[0], cuts);
    }
}
