namespace EndToEnd.Tests;

/// <summary>A robot is not started with a package that is missing or made for another one.</summary>
public class RobotChoiceTests
{
    [Fact]
    public void Without_a_package_of_its_own_a_robot_is_not_started_and_the_remedy_is_named()
    {
        DirectoryInfo clone = Directory.CreateTempSubdirectory("genrl-robot-");
        try
        {
            var (code, _, errors) = Genrl.Run(clone.FullName, "up", "--robot", "stickman", "--headless", "--for", "1s", "--domain", "64");
            Assert.Equal(2, code);
            Assert.Contains(Path.Combine("models", "stickman"), errors, StringComparison.Ordinal);
            Assert.Contains("train package", errors, StringComparison.Ordinal);
            Assert.False(Directory.Exists(Path.Combine(clone.FullName, "runs", "up")), "a session was begun");
        }
        finally
        {
            clone.Delete(recursive: true);
        }
    }

    [Fact]
    public void A_robot_that_torques_do_not_drive_is_not_started_and_what_can_be_done_with_it_is_named()
    {
        var (code, _, errors) = Genrl.Run(null, "up", "--robot", "quadruped", "--headless", "--for", "1s", "--domain", "66");
        Assert.Equal(2, code);
        Assert.Contains("genrl sim --robot quadruped", errors, StringComparison.Ordinal);
    }

    [Fact]
    public void A_package_that_was_made_for_another_robot_is_refused()
    {
        var (code, _, errors) = Genrl.Run(null, "up", "--robot", "stickman", "--package", "models/walker", "--headless", "--for", "1s", "--domain", "65");
        Assert.Equal(1, code);
        Assert.Contains("it drives a 'walker', not a 'stickman'", errors, StringComparison.Ordinal);
    }
}
