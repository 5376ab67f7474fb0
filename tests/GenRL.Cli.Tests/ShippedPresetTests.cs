using GenRL.Cli.Configuration;
using GenRL.Cli.Datasets;
using GenRL.Cli.Pipelines;
using GenRL.Learning.Experts;
using GenRL.Learning.WorldModels;
using GenRL.Robots;
using GenRL.Simulation;

namespace GenRL.Cli.Tests;

/// <summary>The presets that come with the program, stacked as its examples stack them.</summary>
public class ShippedPresetTests
{
    public static TheoryData<string> Domains => [.. Worlds.Domains];

    private static OptionsTree Stack(params string[] presets) => OptionsTree.Stack(presets, [], Path.Combine(AppContext.BaseDirectory, "presets"));

    [Theory]
    [MemberData(nameof(Domains))]
    public void Every_robot_has_a_preset_that_names_it_and_experts_for_tasks_it_has(string domain)
    {
        OptionsTree tree = Stack("tiny", domain);
        Assert.Equal(domain, tree.Bind<CollectOptions>("collect").Domain);
        Td3Options experts = tree.Bind<Td3Options>("experts");
        Assert.NotEmpty(experts.Tasks);
        Assert.All(experts.Tasks, task => Assert.True(TaskCatalogue.Find(domain, task).InDistribution, task));
    }

    [Theory]
    [InlineData("walker", 2_500_000)]
    [InlineData("stickman", 2_500_000)]
    [InlineData("cheetah", 1_820_000)]
    [InlineData("quadruped", 2_500_000)]
    [InlineData("kitchen", 3_600_000)]
    public void A_recipe_has_the_published_sizes_and_every_task_that_the_published_data_show(string domain, long frames)
    {
        DatasetRecipe recipe = Stack($"dataset-{domain}").Bind<DatasetRecipe>("dataset");
        recipe.RequireValid(domain);
        Assert.Equal(frames, recipe.Subsets.Sum(subset => subset.Frames));
        Assert.Equal(
            TaskCatalogue.OfDomain(domain).Where(task => task.InDistribution).Select(task => task.Task).Order(),
            recipe.Subsets.Select(subset => subset.Task).OfType<string>().Order());
    }

    [Fact]
    public void A_robots_preset_keeps_what_the_one_below_it_says()
    {
        OptionsTree tree = Stack("tiny", "stickman");
        Assert.Equal(Stack("tiny").Bind<Td3Options>("experts").Batch, tree.Bind<Td3Options>("experts").Batch);
        Assert.Equal(
            Stack("tiny").Bind<WorldModelTrainingOptions>("world_model").Joint, tree.Bind<WorldModelTrainingOptions>("world_model").Joint);
    }
}
