using GenRL.Cli.Configuration;
using GenRL.Cli.Pipelines;
using GenRL.Learning.Behaviours;
using GenRL.Learning.Connectors;
using GenRL.Learning.WorldModels;

namespace GenRL.Cli.Tests;

public sealed class PresetTests
{
    private static readonly string Folder = Path.Combine(AppContext.BaseDirectory, "presets");

    public static TheoryData<string> Shipped => [.. PresetFile.Shipped(Folder)];

    [Theory]
    [MemberData(nameof(Shipped))]
    public void Every_shipped_preset_fits_the_options_it_sets(string preset)
    {
        OptionsTree tree = OptionsTree.Stack([preset], [], Folder);
        tree.Bind<BehaviourOptions>("behaviour").Validated();
        tree.Bind<CorrectiveOptions>("rounds").Behaviour.Validated();
        tree.Bind<DataFreeOptions>("data_free").Validated();
        WorldModelTrainingOptions world = tree.Bind<WorldModelTrainingOptions>("world_model");
        Assert.True(world.Sizes.Variables > 1 && world.Connector.EmbeddingSize > 1);
        Assert.Equal(0, world.Cached.Length % world.Connector.Window);
    }

    [Theory]
    [InlineData("micro", 4, 4, 4, 32, 1, 2, 16)]
    [InlineData("small", 24, 32, 16, 512, 3, 16, 32)]
    [InlineData("paper", 48, 32, 32, 1024, 4, 48, 48)]
    public void Presets_have_the_sizes_of_the_specification(string preset, int multiplier, int variables, int classes, int units, int layers, int batch, int length)
    {
        OptionsTree tree = OptionsTree.Stack([preset], [], Folder);
        WorldModelTrainingOptions world = tree.Bind<WorldModelTrainingOptions>("world_model");
        Assert.Equal((multiplier, variables, classes), (world.Sizes.Multiplier, world.Sizes.Variables, world.Sizes.Classes));
        Assert.Equal((units, units, layers), (world.Sizes.Deter, world.Sizes.Units, world.Sizes.HeadLayers));
        Assert.Equal((batch, length, 0), (world.Joint.Batch, world.Joint.Length, world.Cached.Steps));
        BehaviourOptions behaviour = tree.Bind<BehaviourOptions>("behaviour");
        Assert.Equal((units, layers, 16), (behaviour.Units, behaviour.Layers, behaviour.Horizon));
        BehaviourOptions inRounds = tree.Bind("rounds", new CorrectiveOptions { Behaviour = BehaviourOptions.Paper }).Behaviour;
        Assert.Equal((units, layers), (inRounds.Units, inRounds.Layers));
    }

    [Fact]
    public void Parity_with_the_paper_turns_every_switch_and_parity_with_the_code_turns_it_back()
    {
        Switches paper = Read("paper"), code = Read("code");
        Assert.Equal(
            new Switches(Similarity.Cosine, AlignmentRange.Complete, true, false, 15, WarmUpActions.Mixed, 1, AlignerLoss.Squared, 1, 0, PromptSet.Paper), paper);
        Assert.Equal(
            new Switches(Similarity.MaxCosine, AlignmentRange.Released, false, true, 16, WarmUpActions.Half, 0.8, AlignerLoss.Cosine, 2, 1, PromptSet.Code), code);
    }

    [Fact]
    public void Behaviours_of_rounds_are_switched_alike_and_keep_what_parity_does_not_name()
    {
        BehaviourOptions behaviour = OptionsTree.Stack([], ["parity=paper"], Folder).Bind<CorrectiveOptions>("rounds").Behaviour;
        Assert.Equal(
            BehaviourOptions.Tiny with
            {
                Similarity = Similarity.Cosine, AlignmentRange = AlignmentRange.Complete, DeterministicTarget = true, SkipFirstTarget = false, Horizon = 15,
            },
            behaviour);
    }

    [Fact]
    public void A_switch_can_be_set_apart_from_the_others()
    {
        BehaviourOptions behaviour = Tree("paper", "behaviour.similarity=max_cosine").Bind<BehaviourOptions>("behaviour");
        Assert.Equal((Similarity.MaxCosine, 15), (behaviour.Similarity, behaviour.Horizon));
    }

    private static OptionsTree Tree(string parity, params string[] overrides) => OptionsTree.Stack(["tiny", "walker"], [.. overrides, $"parity={parity}"], Folder);

    private static Switches Read(string parity)
    {
        OptionsTree tree = Tree(parity);
        BehaviourOptions behaviour = tree.Bind<BehaviourOptions>("behaviour");
        WorldModelTrainingOptions world = tree.Bind<WorldModelTrainingOptions>("world_model");
        return new Switches(
            behaviour.Similarity, behaviour.AlignmentRange, behaviour.DeterministicTarget, behaviour.SkipFirstTarget, behaviour.Horizon,
            tree.Bind<DataFreeOptions>("data_free").WarmUpActions, world.Connector.Balance, world.Connector.AlignerLoss, world.ConnectorUpdatesPerStep,
            world.Sizes.RewardTasks, tree.Bind<CorrectiveOptions>("rounds").Prompts);
    }

    private sealed record Switches(
        Similarity Similarity, AlignmentRange Range, bool DeterministicTarget, bool SkipFirstTarget, int Horizon, WarmUpActions WarmUp, double Balance,
        AlignerLoss AlignerLoss, int ConnectorUpdates, int RewardTasks, PromptSet Prompts);
}
