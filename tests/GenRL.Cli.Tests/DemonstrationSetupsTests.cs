using GenRL.Cli.CommandLine;
using GenRL.Cli.Configuration;
using GenRL.Cli.Datasets;
using GenRL.Cli.Pipelines;
using GenRL.Data;
using GenRL.Simulation;

namespace GenRL.Cli.Tests;

public sealed class DemonstrationSetupsTests : IDisposable
{
    private readonly string _folder = Directory.CreateTempSubdirectory("genrl-demonstrations-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    private CollectionResult Collect(string task, int episodes) =>
        new Collection(new CollectionOptions(_folder, task, "demonstrations", episodes) { Steps = 45 }, DemonstrationSetups.Task("kitchen", RenderPreset.Plain, task, 0)).Run();

    [Fact]
    public void Demonstrated_episodes_hold_poses_actions_and_one_reward_and_are_counted_as_successes_of_their_task()
    {
        Assert.Equal(1, Collect("light", 1).Added);
        Assert.Equal((1, 1), (Collect("light", 2).Added, Collect("slide", 1).Added));
        Assert.Equal(
            new Dictionary<string, double> { ["microwave"] = 0, ["light"] = 1, ["burner"] = 0, ["slide"] = 0 },
            DemonstrationSetups.SuccessRates(_folder, "light"));
        Assert.Equal(1, DemonstrationSetups.SuccessRates(_folder, "slide")["slide"]);
        Assert.Empty(DemonstrationSetups.SuccessRates(_folder, "burner"));

        PoseEpisode episode = PoseEpisodeFile.Load(DatasetFolder.Open(_folder).PoseFiles().First(file => DatasetFolder.SubsetOf(file) == "light"));
        Assert.Equal((46, 24, 9), (episode.Length, episode.PoseSize, episode.ActionSize));
        Assert.Equal(["microwave", "light", "burner", "slide"], episode.Details.Tasks);
        Assert.Equal(1, episode.Rewards.ToArray().Sum());
    }

    [Fact]
    public void What_nobody_demonstrates_is_refused_by_name()
    {
        Assert.Contains("'walk'", Assert.Throws<WrongUseException>(() => DemonstrationSetups.Task("kitchen", RenderPreset.Plain, "walk", 0)).Message, StringComparison.Ordinal);
        Assert.Contains("'walker'", Assert.Throws<WrongUseException>(() => DemonstrationSetups.Task("walker", RenderPreset.Plain, "slide", 0)).Message, StringComparison.Ordinal);
        Assert.Contains("'walker'", Assert.Throws<WrongUseException>(() => DemonstrationSetups.Play("walker", RenderPreset.Plain)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void The_recipe_has_the_published_proportions()
    {
        var recipe = OptionsTree.Stack(["dataset-kitchen"], [], Path.Combine(AppContext.BaseDirectory, "presets")).Bind<DatasetRecipe>("dataset");
        recipe.RequireValid("kitchen");
        Assert.Equal(
            [("slide", 700_000), ("light", 700_000), ("burner", 700_000), ("microwave", 700_000), ("exploration", 800_000)],
            recipe.Subsets.Select(subset => (subset.Name, (int)subset.Frames)));
        Assert.Equal([10, 10, 10, 10, 11], recipe.Plan(0.002, 141).Select(plan => plan.Episodes));
    }
}
