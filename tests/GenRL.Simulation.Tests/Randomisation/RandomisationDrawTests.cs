using System.Text.Json;
using GenRL.Simulation.Randomisation;

namespace GenRL.Simulation.Tests.Randomisation;

public class RandomisationDrawTests
{
    internal static readonly RandomisationOptions Everything = new()
    {
        Mass = new(0.7, 1.4),
        Friction = new(0.5, 1.5),
        MotorStrength = new(0.8, 1.1),
        JointDamping = new(0.5, 3),
        ActionLatencySteps = new(0, 3),
        CameraShiftM = 0.2,
        CameraTurnDeg = 5,
        HeadLight = new(0.4, 1.2),
        LightBrightness = new(0.5, 1.5),
        LightTurnDeg = 30,
        RobotColour = 0.3,
        FloorColour = 0.2,
    };

    [Fact]
    public void Every_quantity_stays_in_its_range_and_fills_it()
    {
        using PhysicsEnvironment world = Worlds.Create("walker", RenderPreset.Plain);
        RandomisationDraw[] draws = [.. Enumerable.Range(0, 400).Select(seed => RandomisationDraw.From(Everything, world.Model, (ulong)seed))];
        Fills(draws.SelectMany(draw => draw.Mass!), 0.7, 1.4);
        Fills(draws.Select(draw => draw.Friction!.Value), 0.5, 1.5);
        Fills(draws.SelectMany(draw => draw.MotorStrength!), 0.8, 1.1);
        Fills(draws.SelectMany(draw => draw.JointDamping!), 0.5, 3);
        Fills(draws.SelectMany(draw => draw.CameraShiftM!), -0.2, 0.2);
        Fills(draws.SelectMany(draw => draw.CameraTurnDeg!), -5, 5);
        Fills(draws.Select(draw => draw.HeadLight!.Value), 0.4, 1.2);
        Fills(draws.Select(draw => draw.LightBrightness!.Value), 0.5, 1.5);
        Fills(draws.SelectMany(draw => draw.LightTurnDeg!), -30, 30);
        Fills(draws.SelectMany(draw => draw.RobotColour!), -0.3, 0.3);
        Fills(draws.SelectMany(draw => draw.FloorColour!), -0.2, 0.2);
        Assert.Equal([0, 1, 2, 3], draws.Select(draw => draw.ActionLatencySteps!.Value).Distinct().Order());
        Assert.Equal((7, 6, 9), (draws[0].Mass!.Length, draws[0].MotorStrength!.Length, draws[0].JointDamping!.Length));
    }

    [Fact]
    public void The_same_seed_draws_the_same_and_another_one_does_not()
    {
        using PhysicsEnvironment world = Worlds.Create("stickman", RenderPreset.Plain);
        Assert.Equal(Text(3), Text(3));
        Assert.NotEqual(Text(3), Text(4));

        string Text(ulong seed) => JsonSerializer.Serialize(RandomisationDraw.From(Everything, world.Model, seed));
    }

    [Fact]
    public void Switching_one_quantity_off_leaves_the_others_as_they_were()
    {
        using PhysicsEnvironment world = Worlds.Create("walker", RenderPreset.Plain);
        RandomisationDraw all = RandomisationDraw.From(Everything, world.Model, 9);
        RandomisationDraw rest = RandomisationDraw.From(Everything with { Mass = null, CameraShiftM = 0 }, world.Model, 9);
        Assert.Null(rest.Mass);
        Assert.Null(rest.CameraShiftM);
        Assert.Equal(all.CameraTurnDeg, rest.CameraTurnDeg);
        Assert.Equal((all.Friction, all.ActionLatencySteps), (rest.Friction, rest.ActionLatencySteps));
        Assert.Equal(all.MotorStrength, rest.MotorStrength);
    }

    [Fact]
    public void Values_without_meaning_are_refused_by_name()
    {
        Refused(new() { Mass = new(0, 1) }, "mass");
        Refused(new() { Mass = new(1.2, 0.8) }, "mass");
        Refused(new() { Mass = new(1, double.NaN) }, "mass");
        Refused(new() { Friction = new(-0.1, 1) }, "friction");
        Refused(new() { MotorStrength = new(1, double.PositiveInfinity) }, "motor_strength");
        Refused(new() { JointDamping = new(double.NaN, 1) }, "joint_damping");
        Refused(new() { ActionLatencySteps = new(0, 1.5) }, "action_latency_steps");
        Refused(new() { ActionLatencySteps = new(-1, 1) }, "action_latency_steps");
        Refused(new() { HeadLight = new(-1, 1) }, "head_light");
        Refused(new() { LightBrightness = new(1, 11) }, "light_brightness");
        Refused(new() { CameraShiftM = double.NaN }, "camera_shift_m");
        Refused(new() { CameraTurnDeg = -1 }, "camera_turn_deg");
        Refused(new() { LightTurnDeg = 91 }, "light_turn_deg");
        Refused(new() { RobotColour = 1.1 }, "robot_colour");
        Refused(new() { FloorColour = double.NegativeInfinity }, "floor_colour");
        Everything.Validate();
        new RandomisationOptions().Validate();

        static void Refused(RandomisationOptions options, string name) =>
            Assert.Contains(name, Assert.Throws<ArgumentException>(options.Validate).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("[0.8, 1.2]", true)]
    [InlineData("[1, 1]", true)]
    [InlineData("[1]", false)]
    [InlineData("[1, 2, 3]", false)]
    [InlineData("0.8", false)]
    [InlineData("[\"0.8\", 1]", false)]
    [InlineData("{\"low\": 1, \"high\": 2}", false)]
    public void A_range_is_written_as_two_numbers(string text, bool right)
    {
        if (right)
        {
            ValueRange range = JsonSerializer.Deserialize<ValueRange>(text)!;
            Assert.Equal(range, JsonSerializer.Deserialize<ValueRange>(JsonSerializer.Serialize(range)));
        }
        else
        {
            Assert.Contains("two numbers", Assert.Throws<JsonException>(() => JsonSerializer.Deserialize<ValueRange>(text)).Message, StringComparison.Ordinal);
        }
    }

    private static void Fills(IEnumerable<double> values, double low, double high)
    {
        double[] all = [.. values];
        Assert.All(all, value => Assert.InRange(value, low, high));
        double margin = 0.05 * (high - low);
        Assert.True(all.Min() < low + margin && all.Max() > high - margin, $"{all.Min()} to {all.Max()}");
    }
}
