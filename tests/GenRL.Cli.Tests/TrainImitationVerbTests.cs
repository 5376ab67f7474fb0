using GenRL.Cli.CommandLine;
using GenRL.Cli.Pipelines;
using GenRL.Simulation;

namespace GenRL.Cli.Tests;

public sealed class TrainImitationVerbTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("genrl-imitation-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task What_was_demonstrated_becomes_an_expert_that_can_act()
    {
        string experts = Path.Combine(_folder, "experts");
        Assert.Equal(ExitCode.Success, await CommandRunner.RunAsync(
            ["train", "imitation", experts, "--tasks", "slide", "--set", "imitation.episodes=1", "--set", "imitation.updates=3"]));

        Assert.Equal(["slide"], ExpertPolicies.Tasks(experts));
        using PhysicsEnvironment kitchen = Worlds.Create("kitchen", RenderPreset.Plain);
        float[] state = new float[kitchen.StateSize], action = new float[kitchen.Robot.ActionSize];
        kitchen.ReadState(state);
        ExpertPolicies.Load(experts, "slide", kitchen)(state, action);
        Assert.All(action, value => Assert.InRange(value, -1, 1));
        Assert.Contains(action, value => value != 0);
    }

    [Theory]
    [InlineData("--domain walker")]
    [InlineData("--tasks fly")]
    [InlineData("--tasks slide --set imitation.episode=1")]
    public async Task Wrong_use_returns_two(string options) =>
        Assert.Equal(ExitCode.WrongUse, await CommandRunner.RunAsync(["train", "imitation", Path.Combine(_folder, "none"), .. options.Split(' ')]));
}
