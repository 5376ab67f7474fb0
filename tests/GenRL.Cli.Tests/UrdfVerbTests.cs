using GenRL.Cli.CommandLine;
using GenRL.Simulation;

namespace GenRL.Cli.Tests;

public sealed class UrdfVerbTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("genrl-urdf-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public async Task Every_robot_gets_a_folder_of_its_own_and_one_can_be_asked_for()
    {
        string one = Path.Combine(_folder, "one"), all = Path.Combine(_folder, "all");
        Assert.Equal(ExitCode.Success, await CommandRunner.RunAsync(["urdf", "--robot", "walker", "--out", one]));
        Assert.Equal(["walker"], Directory.GetDirectories(one).Select(Path.GetFileName));
        Assert.Equal(
            ["joint_limits.yaml", "ros2_controllers.yaml", "walker.rviz", "walker.urdf"],
            Directory.GetFiles(Path.Combine(one, "walker")).Select(Path.GetFileName).Order(StringComparer.Ordinal));

        Assert.Equal(ExitCode.Success, await CommandRunner.RunAsync(["urdf", "--out", all]));
        Assert.Equal(Worlds.Domains.Order(), Directory.GetDirectories(all).Select(Path.GetFileName).Order());
    }
}
