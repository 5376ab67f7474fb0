using System.Text.Json;
using GenRL.Cli.CommandLine;
using GenRL.Cli.Configuration;
using GenRL.Cli.Datasets;
using GenRL.Data;
using GenRL.Learning.Experts;

namespace GenRL.Cli.Tests;

public sealed class DatasetMakingTests(DatasetMakingTests.Made made) : IClassFixture<DatasetMakingTests.Made>, IDisposable
{
    private const double Scale = 0.001;

    // two episodes of learning to stand, the second one with updates, and one of poses
    private static readonly DatasetRecipe Recipe = new()
    {
        Domain = "walker",
        Subsets = [new RecipeSubset("stand", 1_002_000, "td3", "stand"), new RecipeSubset("exploration", 501_000, "poses")],
    };

    private readonly string _root = Directory.CreateTempSubdirectory("genrl-dataset-").FullName;

    public void Dispose() => Directory.Delete(_root, recursive: true);

    private string Folder => Path.Combine(_root, "walker");

    [Fact]
    public void A_recipe_gives_every_subset_its_share_of_the_published_frames()
    {
        var shipped = Shipped().Bind<DatasetRecipe>("dataset");
        shipped.RequireValid("walker");
        Assert.Equal(2_500_000, shipped.Subsets.Sum(subset => subset.Frames));
        Assert.Equal([("run", 40), ("walk", 40), ("stand", 40), ("exploration", 80)], shipped.Plan(0.04, 501).Select(plan => (plan.Subset.Name, plan.Episodes)));
        Assert.All(shipped.Plan(1e-9, 501), plan => Assert.Equal(1, plan.Episodes));
        Assert.Equal(4, Shipped().Bind<Td3Options>("experts").RandomEpisodes);
        Assert.Equal(2, Shipped("debug").Bind<Td3Options>("experts").RandomEpisodes);
    }

    [Fact]
    public void Every_subset_has_a_seed_of_its_own()
    {
        ulong[] seeds = [.. Enumerable.Range(0, 100).SelectMany(subset => new[] { DatasetMaking.SeedOf(1, subset), DatasetMaking.SeedOf(2, subset) })];
        Assert.Equal(200, seeds.Distinct().Count());
        Assert.All(seeds, seed => Assert.True(seed <= int.MaxValue));
    }

    [Fact]
    [Trait("speed", "slow")]
    public void An_interrupted_dataset_goes_on_and_ends_like_an_uninterrupted_one()
    {
        for (int stage = 1; stage <= 4; stage++)
        {
            using CancellationTokenSource stop = new();
            Assert.ThrowsAny<OperationCanceledException>(() => Make(Folder, stop.Token, new LineProgress<WorkProgress>(progress => StopAt(stage, progress, stop))));
        }

        DatasetReport report = Make(Folder, default);
        Assert.Empty(made.Report.Problems);
        Assert.Empty(report.Problems);
        Assert.Equal([("exploration", 1), ("stand", 2)], report.Subsets.Select(subset => (subset.Name, subset.Episodes)));
        Assert.Equal(Actions(made.Folder), Actions(Folder));
        Assert.Equal(Returns(made.Report), Returns(report));
        Assert.True(File.Exists(Path.Combine(Folder, "experts", "stand.safetensors")));
    }

    [Fact]
    [Trait("speed", "slow")]
    public void A_finished_dataset_is_kept_and_may_grow()
    {
        made.CopyTo(Folder);
        string[] files = Files(Folder);
        Make(Folder, default);
        Assert.Equal(files, Files(Folder));
        DatasetReport grown = Make(Folder, default, scale: 1.6 * Scale);
        Assert.Empty(grown.Problems);
        Assert.Equal([("exploration", 2), ("stand", 3)], grown.Subsets.Select(subset => (subset.Name, subset.Episodes)));
        Assert.Empty(files.Except(Files(Folder)));
    }

    [Fact]
    public void A_card_counts_subsets_and_shows_returns_and_frames()
    {
        DatasetFolder dataset = DatasetFolder.Open(made.Folder);
        DatasetCard card = DatasetCard.Of(dataset.Manifest, made.Report, RecipeRecord.Read(made.Folder));
        DatasetCardFiles.Write(_root, dataset, card, made.Report);
        Assert.Equal((3, 3 * 501L, 3 * 501L, 3 * 62L), (card.Episodes, card.Frames, card.RenderedFrames, card.Embeddings));
        Assert.Equal((Scale, 1UL, "unit"), (card.Scale, card.Seed, card.VideoLanguageModel));
        Assert.Contains("| stand | td3 | 2 | 1,002 | 0.1 % |", File.ReadAllText(Path.Combine(_root, "card.md")), StringComparison.Ordinal);
        RgbImage frames = PngFile.Load(Path.Combine(_root, "frames.png"));
        Assert.Equal((12 * 66 - 2, 2 * 66 - 2), (frames.Width, frames.Height));
        Assert.Equal(3 * 480, PngFile.Load(Path.Combine(_root, "returns.png")).Height);
        using JsonDocument json = JsonDocument.Parse(File.ReadAllText(Path.Combine(_root, "card.json")));
        Assert.Equal(2, json.RootElement.GetProperty("subsets").GetArrayLength());
    }

    [Fact]
    public void A_folder_that_holds_something_else_is_refused_and_left_alone()
    {
        Directory.CreateDirectory(Folder);
        File.WriteAllText(Path.Combine(Folder, "thesis.txt"), "years of work");
        Assert.Contains("not empty", Assert.Throws<WrongUseException>(() => Make(Folder, default)).Message, StringComparison.Ordinal);
        Assert.Equal(["thesis.txt"], Directory.GetFileSystemEntries(Folder).Select(Path.GetFileName));
    }

    [Fact]
    public void Another_seed_recipe_or_a_smaller_scale_is_refused()
    {
        Directory.CreateDirectory(Folder);
        Record().Save(Folder);
        RecipeRecord begun = RecipeRecord.Read(Folder)!;
        Record().RequireContinuationOf(begun, Folder);
        (RecipeRecord Record, string Said)[] others =
        [
            (Record() with { Seed = 2 }, "another seed"),
            (Record() with { Stride = 1 }, "another stride"),
            (Record() with { Recipe = Recipe with { Subsets = Recipe.Subsets.Take(1).ToList() } }, "another recipe"),
            (Record() with { Experts = new Td3Options { Units = 31 } }, "another experts"),
            (Record() with { Scale = Scale / 2 }, "not shrink"),
        ];
        Assert.All(others, other => Assert.Contains(other.Said, Assert.Throws<WrongUseException>(() => other.Record.RequireContinuationOf(begun, Folder)).Message, StringComparison.Ordinal));
    }

    [Theory]
    [InlineData("")]
    [InlineData("null")]
    [InlineData("{ \"scale\": 1 }")]
    [InlineData("{ \"recipe\": 7")]
    public void A_damaged_record_is_refused_by_name(string content)
    {
        Directory.CreateDirectory(Folder);
        File.WriteAllText(Path.Combine(Folder, "recipe.json"), content);
        Assert.Contains("recipe.json", Assert.Throws<InvalidDataException>(() => Make(Folder, default)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Recipes_that_cannot_be_made_are_refused()
    {
        (DatasetRecipe Recipe, string Said)[] wrong =
        [
            (Recipe with { Domain = "hydra" }, "'hydra'"),
            (Recipe with { Subsets = [] }, "needs subsets"),
            (Recipe with { Subsets = [Recipe.Subsets[0], Recipe.Subsets[0]] }, "name of its own"),
            (Recipe with { Subsets = [Recipe.Subsets[0] with { Frames = 0 }] }, "0 frames"),
            (Recipe with { Subsets = [Recipe.Subsets[0] with { Agent = "oracle" }] }, "no agent 'oracle'"),
            (Recipe with { Subsets = [Recipe.Subsets[0] with { Task = null }] }, "needs a task"),
            (Recipe with { Subsets = [Recipe.Subsets[1] with { Task = "walk" }] }, "learns no task"),
        ];
        Assert.All(wrong, one => Assert.Contains(one.Said, Assert.Throws<WrongUseException>(() => one.Recipe.RequireValid("walker")).Message, StringComparison.Ordinal));
        Assert.Throws<ArgumentException>(() => (Recipe with { Subsets = [Recipe.Subsets[0] with { Task = "fly" }] }).RequireValid("walker"));
    }

    [Theory]
    [InlineData("dataset make hydra /tmp/never")]
    [InlineData("dataset make walker /tmp/never --scale 0")]
    [InlineData("dataset make walker /tmp/never --scale NaN")]
    [InlineData("dataset make walker /tmp/never --stride 0")]
    [InlineData("dataset make walker /tmp/never --threads 0")]
    [InlineData("dataset make walker /tmp/never --recipe walker")]
    [InlineData("dataset make walker /tmp/never --set dataset.colour=red")]
    public async Task Wrong_use_returns_two(string line) => Assert.Equal(ExitCode.WrongUse, await CommandRunner.RunAsync(line.Split(' ')));

    [Fact]
    public async Task A_card_of_a_damaged_dataset_fails_and_still_describes_it()
    {
        made.CopyTo(Folder);
        string file = DatasetFolder.Open(Folder).PoseFiles()[0];
        File.WriteAllBytes(file, File.ReadAllBytes(file)[..1000]);
        string output = Path.Combine(_root, "card");
        Assert.Equal(ExitCode.Failed, await CommandRunner.RunAsync(["dataset", "card", Folder, "--out", output, "--json"]));
        Assert.Contains(Path.GetFileName(file), File.ReadAllText(Path.Combine(output, "card.md")), StringComparison.Ordinal);
        Assert.Equal(ExitCode.Failed, await CommandRunner.RunAsync(["dataset", "card", _root]));
    }

    private static OptionsTree Shipped(params string[] presets) =>
        OptionsTree.Stack(["dataset-walker", .. presets], [], Path.Combine(AppContext.BaseDirectory, "presets"));

    private static RecipeRecord Record(double scale = Scale) => new(
        Recipe, scale, 1, 8, Shipped("debug").Bind<Td3Options>("experts") with { RandomEpisodes = 1 }, "commit", new Dictionary<string, string>());

    private static DatasetReport Make(string folder, CancellationToken stop, IProgress<WorkProgress>? progress = null, double scale = Scale) =>
        new DatasetMaking(folder, Record(scale), new UnitEmbedder(), threads: 2, progress).Run(stop);

    // one interruption while learning, later ones ever further on, or at the end of the stage
    private static void StopAt(int stage, WorkProgress progress, CancellationTokenSource stop)
    {
        string[] stages = ["collect stand", "collect", "render", "embed"];
        int index = Array.IndexOf(stages, progress.Stage) + 1;
        if (index >= stage && progress.Done > 0)
        {
            stop.Cancel();
        }
    }

    private static string[] Files(string folder) => [.. DatasetFolder.Open(folder).PoseFiles()];

    private static float[] Actions(string folder) =>
        [.. DatasetFolder.Open(folder).PoseFiles().OrderBy(file => DatasetFolder.SubsetOf(file)).ThenBy(file => Path.GetFileName(file).Split('-')[0]).SelectMany(file => PoseEpisodeFile.Load(file).Action.ToArray())];

    private static double[] Returns(DatasetReport report) => [.. report.Subsets.SelectMany(subset => subset.Returns["stand"]).Order()];

    /// <summary>A dataset that was made without interruption, shared by the tests that only read it.</summary>
    public sealed class Made : IDisposable
    {
        private readonly string _root = Directory.CreateTempSubdirectory("genrl-made-").FullName;

        public Made() => Report = Make(Folder, default);

        public string Folder => Path.Combine(_root, "walker");

        internal DatasetReport Report { get; }

        public void CopyTo(string folder)
        {
            foreach (string file in Directory.EnumerateFiles(Folder, "*", SearchOption.AllDirectories))
            {
                string copy = Path.Combine(folder, Path.GetRelativePath(Folder, file));
                Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
                File.Copy(file, copy);
            }
        }

        public void Dispose() => Directory.Delete(_root, recursive: true);
    }

    private sealed class UnitEmbedder : IWindowEmbedder
    {
        public string Name => "unit";

        public int Dimension => 2;

        public int Frames => PromptFrames.WindowFrames;

        public void EmbedWindows(ReadOnlySpan<byte> windows, Span<float> embeddings)
        {
            for (int i = 0; i < embeddings.Length; i++)
            {
                embeddings[i] = i % 2 == 0 ? 0.6f : 0.8f;
            }
        }
    }
}
