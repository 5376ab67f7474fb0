using GenRL.Cli.Configuration;
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

    [Fact]
    public void A_robots_preset_keeps_what_the_one_below_it_says()
    {
        OptionsTree tree = Stack("tiny", "stickman");
        Assert.Equal(Stack("tiny").Bind<Td3Options>("experts").Batch, tree.Bind<Td3Options>("experts").Batch);
        Assert.Equal(
            Stack("tiny").Bind<WorldModelTrainingOptions>("world_model").Joint, tree.Bind<WorldModelTrainingOptions>("world_model").Joint);
    }
}
