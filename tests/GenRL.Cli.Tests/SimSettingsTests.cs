using GenRL.Cli.CommandLine;
using GenRL.Cli.Configuration;
using GenRL.Cli.Verbs;
using GenRL.Simulation.Node;
using GenRL.Simulation.Randomisation;

namespace GenRL.Cli.Tests;

/// <summary>The simulator's section of the options tree, and the presets that fill it.</summary>
public class SimSettingsTests
{
    private static SimulationSettings Settings(string[] presets, params string[] overrides) =>
        OptionsTree.Stack(presets, overrides, Path.Combine(AppContext.BaseDirectory, "presets")).Bind<SimulationSettings>(SimVerb.Section);

    [Fact]
    public void Without_a_word_nothing_is_randomised_or_disturbed() => Assert.Equal(new SimulationSettings(), Settings(["tiny", "walker"]));

    [Theory]
    [InlineData("walker")]
    [InlineData("stickman")]
    public void The_presets_stack_with_a_robot_and_with_each_other(string robot)
    {
        SimulationSettings both = Settings([robot, "randomised", "disturbed"]);
        both.Validate();
        Assert.Equal(Settings(["randomised"]).Randomisation, both.Randomisation);
        Assert.Equal(Settings(["disturbed"]).Disturbances, both.Disturbances);
        Assert.NotNull(both.Randomisation.Mass);
        Assert.NotNull(both.Disturbances.Push);
    }

    [Fact]
    public void Single_values_are_set_and_switched_off_and_leave_the_others()
    {
        SimulationSettings settings = Settings(
            ["randomised", "disturbed"], "sim.randomisation.mass=[0.9,1.1]", "sim.randomisation.friction=null", "sim.disturbances.push.force_n=100");
        Assert.Equal(new ValueRange(0.9, 1.1), settings.Randomisation.Mass);
        Assert.Null(settings.Randomisation.Friction);
        Assert.Equal((100, 0.2), (settings.Disturbances.Push!.ForceN, settings.Disturbances.Push.DurationS));
        Assert.Equal(Settings(["randomised"]).Randomisation.MotorStrength, settings.Randomisation.MotorStrength);
    }

    [Theory]
    [InlineData("sim.randomisation.mass=0.5", "sim.randomisation.mass", "two numbers")]
    [InlineData("sim.randomisation.mass=[1]", "sim.randomisation.mass", "two numbers")]
    [InlineData("sim.randomisation.weight=[1,2]", "weight", "")]
    [InlineData("sim.disturbances.push.strength=3", "strength", "")]
    [InlineData("sim.disturbances.dropped_frames=often", "dropped_frames", "")]
    public void What_cannot_be_read_is_refused_by_name(string entry, string name, string what)
    {
        string message = Assert.Throws<WrongUseException>(() => Settings([], entry)).Message;
        Assert.Contains(name, message, StringComparison.Ordinal);
        Assert.Contains(what, message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("0.25", 0.25)]
    [InlineData("4", 4)]
    [InlineData("max", double.PositiveInfinity)]
    public void A_speed_is_a_factor_or_as_fast_as_possible(string text, double factor)
    {
        System.CommandLine.Option<double> speed = SpeedOption.Create();
        System.CommandLine.RootCommand command = [speed];
        Assert.Equal(factor, command.Parse(["--speed", text]).GetValue(speed));
        Assert.Equal(1, command.Parse([]).GetValue(speed));
    }

    [Theory]
    [InlineData("0")]
    [InlineData("-1")]
    [InlineData("NaN")]
    [InlineData("fast")]
    [InlineData("")]
    public void Speeds_that_are_none_are_refused(string text)
    {
        System.CommandLine.RootCommand command = [SpeedOption.Create()];
        Assert.Contains("is not a speed", Assert.Single(command.Parse(["--speed", text]).Errors).Message, StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("--instances", "0")]
    [InlineData("--instances", "33")]
    [InlineData("--robot", "centaur")]
    [InlineData("--set", "sim.randomisation.mass=[2,1]")]
    [InlineData("--set", "sim.disturbances.camera_noise=NaN")]
    [InlineData("--set", "sim.lockstep_timeout_s=0")]
    public async Task Hostile_values_end_with_wrong_use_before_anything_starts(string option, string value) =>
        Assert.Equal(ExitCode.WrongUse, await CommandRunner.RunAsync(["sim", option, value, "--domain", "99"]));
}
