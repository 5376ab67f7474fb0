using System.Text.Json.Nodes;
using GenRL.Cli.CommandLine;
using GenRL.Cli.Configuration;
using GenRL.Cli.Pipelines;
using GenRL.Data;
using GenRL.Learning.Baselines;
using GenRL.Learning.Behaviours;
using GenRL.Learning.WorldModels;
using GenRL.Robots.Packages;
using GenRL.Simulation;
using GenRL.VideoLanguage;

namespace GenRL.Cli.Tests;

public sealed class BaselineTests : IDisposable
{
    private const int Length = 40;
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("genrl-baseline-");

    private string Dataset => Path.Combine(_folder.FullName, "data");

    private string World => Path.Combine(_folder.FullName, "world");

    private static string Vlm => Path.Combine(RepositoryRoot.Find(), "models", "vlm-compact");

    public void Dispose() => _folder.Delete(recursive: true);

    [Theory]
    [InlineData("td3-bc", "image")]
    [InlineData("iql", "video")]
    [Trait("speed", "slow")]
    public async Task One_command_learns_an_agent_and_scores_it_as_behaviours_are(string method, string reward)
    {
        Prepare();
        Assert.Equal(0, await Train("agent", "--method", method, "--reward", reward, "--task", "walk", "--evaluate", "1"));

        JsonObject row = Assert.Single(JsonNode.Parse(File.ReadAllText(Path.Combine(_folder.FullName, "agent", "scores.json")))!.AsArray())!.AsObject();
        Assert.Equal((method, reward, "walker", "walk", "walk fast clean", 1), (
            (string)row["method"]!, (string)row["reward"]!, (string)row["domain"]!, (string)row["task"]!, (string)row["prompt"]!, (int)row["episodes"]!));
        Assert.InRange((double)row["return_mean"]!, 0, 1000);
        Assert.Equal(((double)row["return_mean"]! - 45) / (960 - 45), (double)row["normalized_mean"]!, 1e-9);

        // asked again it is finished: the checkpoint is taken up, and the folder belongs to this baseline
        Assert.Equal(0, await Train("agent", "--method", method, "--reward", reward, "--task", "walk"));
        Assert.Equal(1, await Train("agent", "--method", method, "--reward", reward, "--task", "run"));
    }

    [Fact]
    [Trait("speed", "slow")]
    public async Task One_command_learns_a_behaviour_of_a_package_from_predicted_embeddings()
    {
        Prepare();
        DateTime trained = File.GetLastWriteTimeUtc(Path.Combine(World, WorldModelRun.WorldModelFile));
        string[] files = Directory.GetFiles(Path.Combine(Dataset, "frames"));
        Assert.Equal(0, await Train("clip", "--method", "wm-clip", "--prompt", "kneel down", "--set", "baseline.aligner=true"));

        ModelPackage package = ModelPackage.Load(Path.Combine(_folder.FullName, "clip", "package"));
        Assert.Equal(("kneel-down", "kneel down"), (package.Manifest.Behaviours.Single().Name, package.Manifest.Behaviours.Single().Prompt));
        // dataset and world are only read
        Assert.Equal(trained, File.GetLastWriteTimeUtc(Path.Combine(World, WorldModelRun.WorldModelFile)));
        Assert.Equal(files, Directory.GetFiles(Path.Combine(Dataset, "frames")));

        // the package serves the ablations of behaviours too
        using FrameStore store = FrameStore.Open(Path.Combine(Dataset, "frames"));
        Assert.Contains("'walk'", Assert.Throws<ArgumentException>(() => LearnedWorld.Load(package, store, 1, ["walk"])).Message, StringComparison.Ordinal);
        using LearnedWorld world = LearnedWorld.Load(package, store, 1, ["random"]);
        Assert.Equal(Target(world, aligner: true, "first"), Target(world, aligner: true, "second"));
        Assert.NotEqual(Target(world, aligner: true, "first"), Target(world, aligner: false, "third"));
    }

    [Fact]
    public async Task Wrong_use_is_refused_before_anything_is_written()
    {
        Prepare();
        Assert.Equal(2, await Train("agent", "--method", "sac", "--task", "walk"));
        Assert.Equal(2, await Train("agent", "--method", "td3", "--reward", "sound", "--task", "walk"));
        Assert.Equal(2, await Train("agent", "--method", "td3", "--task", "fly"));
        Assert.Equal(2, await Train("agent", "--method", "td3"));
        Assert.Equal(2, await Train("agent", "--method", "td3", "--task", "walk", "--set", "baseline.agent.expectil=0.5"));
        Assert.Equal(1, await Train("agent", "--method", "td3", "--task", "walk", "--set", "baseline.agent.expectile=2"));
        Assert.False(Directory.Exists(Path.Combine(_folder.FullName, "agent")));
    }

    [Fact]
    public void Data_and_models_that_do_not_belong_together_are_refused_with_what_to_do()
    {
        using VideoLanguageModel model = VideoLanguageModel.Load(Vlm);
        Prepare(images: false);
        BaselineRequest request = new(BaselineMethod.Td3, EmbeddingKind.Window, false, "walk", "walk fast clean");
        string output = Path.Combine(_folder.FullName, "out");

        string Refusal<T>(string world, BaselineRequest wanted, BaselineOptions? options = null)
            where T : Exception => Assert.Throws<T>(() => new BaselineTraining(Dataset, world, output, model, wanted, options ?? new BaselineOptions())).Message;
        Assert.Contains("embed --images", Refusal<ArgumentException>(World, request with { Reward = EmbeddingKind.Image }), StringComparison.Ordinal);
        Assert.Contains("no trained world model", Refusal<InvalidDataException>(_folder.FullName, request), StringComparison.Ordinal);
        Assert.Contains("'wlk'", Refusal<ArgumentException>(World, request, new BaselineOptions { Subsets = ["wlk"] }), StringComparison.Ordinal);
        string record = Path.Combine(Dataset, "frames", "clip_video.json");
        File.WriteAllText(record, File.ReadAllText(record).Replace(model.Name, "another", StringComparison.Ordinal));
        Assert.Contains("'another'", Refusal<ArgumentException>(World, request), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("paper", 256, 500_000, 1024)]
    [InlineData("tiny", 64, 4000, 256)]
    [InlineData("tiny,debug", 8, 40, 32)]
    public void Presets_have_values_for_baselines(string presets, int batch, int steps, int units)
    {
        BaselineOptions options = OptionsTree.Stack(presets.Split(','), [], Path.Combine(AppContext.BaseDirectory, "presets")).Bind<BaselineOptions>("baseline").Validated();
        Assert.Equal((batch, steps, units), (options.Agent.Batch, options.Agent.Steps, options.Agent.Units));
        Assert.Equal(units, options.Predictor.Units);
        // what a preset does not name keeps its own default
        Assert.Equal((3, 0.7, 2.5), (options.Agent.FrameStack, options.Agent.Expectile, options.Agent.ValueWeight));
        Assert.True(new PixelEncoder(options.Agent).OutputSize > 0);
    }

    private float[] Target(LearnedWorld world, bool aligner, string work)
    {
        BehaviourOptions options = BehaviourOptions.Debug with { Aligner = aligner };
        float[] embedding = [1, .. new float[world.Connector.Options.EmbeddingSize - 1]];
        using BehaviourLearner learner = new(world, "kneel", "kneel down", embedding, options, Path.Combine(_folder.FullName, work));
        using TorchSharp.torch.Tensor images = learner.TargetImages();
        return images.contiguous().data<float>().ToArray();
    }

    private Task<int> Train(string output, params string[] arguments) => CommandRunner.RunAsync(
        ["train", "baseline", Dataset, World, Path.Combine(_folder.FullName, output), "--vlm", Vlm, "--preset", "tiny,walker,debug", "--log-level", "error", .. arguments]);

    /// <summary>A rendered, embedded dataset of noise, and a world model that has hardly begun.</summary>
    private void Prepare(bool images = true)
    {
        using PhysicsEnvironment environment = Worlds.Create("walker", RenderPreset.Plain);
        DatasetFolder dataset = DatasetFolder.OpenOrCreate(Dataset, environment, "plain");
        FrameStoreHeader header = new("walker", environment.Robot.ActionSize, 0, environment.Tasks, "plain");
        using (FrameStoreWriter writer = FrameStoreWriter.Open(dataset.FramesPath, header, Enumerable.Range(0, 4).Select(index => ($"{index}", Length, "random"))))
        {
            foreach (StoredEpisode episode in writer.Pending)
            {
                Random random = new((int)episode.Start);
                random.NextBytes(writer.Frames.Write(episode.Start, Length));
                foreach (ref float action in writer.Actions.Write(episode.Start + 1, Length - 1))
                {
                    action = (random.NextSingle() * 2) - 1;
                }

                writer.Complete(episode);
            }
        }

        using (VideoLanguageModel model = VideoLanguageModel.Load(Vlm))
        {
            Embedding.AddToStore(dataset.FramesPath, model, 8);
            if (images)
            {
                Embedding.AddToStore(dataset.FramesPath, model, 8, kind: EmbeddingKind.Image);
            }
        }

        using FrameStore store = FrameStore.Open(dataset.FramesPath);
        WorldModelTrainingOptions debug = WorldModelTrainingOptions.Debug;
        using WorldModelRun run = new(World, store, debug with { Joint = debug.Joint with { Steps = 2 }, Cached = debug.Cached with { Steps = 0 } });
        run.Train(default);
    }
}
