using GenRL.Robots.Packages;
using GenRL.Testing;

namespace EndToEnd.Tests;

/// <summary>A robot is told things from a second terminal.</summary>
[Trait("speed", "slow")]
public sealed class SayTests : IDisposable
{
    private const int Interrupt = 2;

    private readonly string folder = Directory.CreateTempSubdirectory("genrl-say-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void Sentences_are_taken_refused_and_taken_back_from_the_command_line()
    {
        using RunningRobot robot = new(68);
        Assert.Equal("stand", (string?)robot.Say("standing up straight")["task"]!["behaviour"]);
        foreach (string unusable in new[] { "", "  ", new string('a', 10_000), "walk \a fast", "chop the onions quickly" })
        {
            (int code, string output, string errors) = robot.Genrl("say", unusable);
            Assert.Equal((1, ""), (code, output));
            Assert.Single(errors.Trim().Split('\n'));
            Assert.DoesNotContain("Parameter", errors, StringComparison.Ordinal);
        }

        Assert.Equal("stand", (string?)robot.Say("--status")["task"]!["behaviour"]);
        Assert.Equal("walk", (string?)robot.Say("walk fast clean", "--ros")["task"]!["behaviour"]);
        Assert.Equal("stand", (string?)robot.Say("--revert")["task"]!["behaviour"]);

        (int second, _, string refusal) = robot.Genrl("up", "--headless", "--for", "1s", "--package", RunningRobot.ShippedPackage);
        Assert.Equal(1, second);
        Assert.Contains($"already run by another 'genrl up' (process {robot.Id})", refusal, StringComparison.Ordinal);

        (int ended, System.Text.Json.JsonDocument? summary) = robot.End(Interrupt);
        Assert.Equal(130, ended);
        Assert.Equal(("stand", "active"), (summary!.RootElement.GetProperty("behaviour").GetString(), summary.RootElement.GetProperty("phase").GetString()));
    }

    [Fact]
    public void An_unknown_sentence_is_learned_without_data_in_the_background_and_put_in_charge()
    {
        const string Kick = "stand up and kick";
        string package = PackageCopy.MakeWithSpecialistsOnly(RunningRobot.ShippedPackage, Path.Combine(folder, "walker"));
        using RunningRobot robot = RunningRobot.From(package, 69, "--set", "behaviour.steps=30", "--set", "behaviour.starts=8", "--set", "behaviour.units=32");
        Assert.Equal("learning", (string?)robot.Say(Kick)["task"]!["phase"]);
        robot.WaitForLog("[train behaviour] step 25/30");
        Assert.Equal("walk", (string?)robot.Say("walk fast clean")["task"]!["behaviour"]);

        robot.Say(Kick);
        GenRL.Cli.Supervision.Signals.Send(robot.Child("train").Id, 9);
        robot.WaitForLog("failed: train behaviour was killed (SIGKILL)");
        Assert.Equal("failed", (string?)robot.Say("--status")["task"]!["phase"]);

        Assert.Equal(("active", 1), ((string?)robot.Say(Kick, "--wait")["task"]!["phase"], (double)robot.Say("--status")["task"]!["progress"]!));
        Assert.Contains(ModelPackage.Load(robot.LearnedPackage).Manifest.Behaviours, behaviour => behaviour is { Prompt: Kick, DataFree: true });
        Assert.DoesNotContain(ModelPackage.Load(package).Manifest.Behaviours, behaviour => behaviour.Prompt == Kick);
    }
}
