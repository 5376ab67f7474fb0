using GenRL.Data;
using GenRL.Learning.Checkpoints;
using GenRL.Learning.Experts;
using GenRL.Learning.Networks;
using GenRL.Learning.Tests.Behaviours;
using GenRL.Robots;
using static TorchSharp.torch;

namespace GenRL.Learning.Tests.Experts;

public sealed class ImitationRunTests : IDisposable
{
    private static readonly ImitationOptions Small = new() { Episodes = 4, Updates = 300, Batch = 32, Units = 16, LearningRate = 5e-3 };

    private readonly string folder = Directory.CreateTempSubdirectory("genrl-imitation-").FullName;

    public void Dispose() => Directory.Delete(folder, recursive: true);

    [Fact]
    public void The_saved_expert_does_on_states_as_they_are_what_the_demonstrator_does()
    {
        var path = Learn(Small, out var progress);

        using var actor = SeededWeights.Make(0, () => new StateActor(1, 1, Small.Units));
        ModuleCheckpoint.Load(path, actor);
        foreach (var x in new[] { 0.2f, 0.45f, 0.5f, 0.55f, 0.8f })
        {
            Assert.Equal(Homing.Towards(x), actor.call(tensor(new[] { x }).reshape(1, 1)).item<float>(), 0.12);
        }

        Assert.Equal([(1, 0), (2, 0), (3, 0), (4, 0), (4, 300)], progress.Select(one => (one.Episodes, one.Updates)));
        Assert.True(progress[^1].Loss < 0.01, $"loss {progress[^1].Loss}");

        // the demonstrator goes to 0.5 and stays, which earns as much a step
        Assert.InRange(progress[^1].Returns["right"], 45, 55);
    }

    [Fact]
    public void The_same_seed_learns_the_same()
    {
        var bytes = File.ReadAllBytes(Learn(Small, out _));
        Assert.Equal(bytes, File.ReadAllBytes(Learn(Small, out _)));
        Assert.NotEqual(bytes, File.ReadAllBytes(Learn(Small with { Seed = 2 }, out _)));
    }

    [Fact]
    public void Noise_is_executed_and_not_learned()
    {
        // deviations far above 1: hardly any executed action is the demonstrator's
        Learn(Small with { LargestNoise = 5, Updates = 1500 }, out var progress);

        Assert.True(progress[^1].Loss < 0.01, $"loss {progress[^1].Loss}");
    }

    [Fact]
    public void Nothing_is_learned_from_nothing()
    {
        using var world = new LineEnvironment();
        using var demonstrator = new Homing();
        Assert.Throws<ArgumentOutOfRangeException>(() => new ImitationRun(world, demonstrator, Small with { Episodes = 0 }));
        Assert.Throws<ArgumentOutOfRangeException>(() => new ImitationRun(world, demonstrator, Small with { Updates = 0 }));
    }

    private string Learn(ImitationOptions options, out List<ImitationProgress> progress)
    {
        List<ImitationProgress> told = [];
        using var world = new LineEnvironment();
        using var demonstrator = new Homing();
        using var run = new ImitationRun(world, demonstrator, options);
        run.Run(new LineProgress<ImitationProgress>(told.Add), default);
        var path = Path.Combine(folder, "right.safetensors");
        run.Save(path);
        progress = told;
        return path;
    }

    /// <summary>Goes to 0.5 and stays there.</summary>
    private sealed class Homing : ICollectionAgent
    {
        public static float Towards(float x) => Math.Clamp(4 * (0.5f - x), -1, 1);

        public void Begin(SeededRandom random)
        {
        }

        public void Act(IEnvironment environment, Span<float> action)
        {
            var state = new float[1];
            environment.ReadState(state);
            action[0] = Towards(state[0]);
        }

        public void Dispose()
        {
        }
    }
}
