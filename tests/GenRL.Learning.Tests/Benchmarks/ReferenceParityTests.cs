using System.Text.Json;
using GenRL.Learning.Behaviours;
using GenRL.Learning.Checkpoints;
using GenRL.Learning.Connectors;
using GenRL.Learning.Tests.Squares;
using GenRL.Learning.WorldModels;
using static TorchSharp.torch;

namespace GenRL.Learning.Tests.Benchmarks;

/// <summary>
/// Two gradient steps of every kind beside the same steps in plain PyTorch, from the same weights, with the same batches and random
/// numbers: losses and gradient norms agree, in the second step too, which the optimisers of the first one decide.
/// </summary>
public sealed class ReferenceParityTests : IDisposable
{
    private const int Steps = 2;
    private const double Rate = 1e-3;
    private const int Batch = 3;
    private const int Length = 16;
    private const int EmbeddingSize = 4;
    private static readonly WorldModelOptions Sizes = WorldModelOptions.Micro with { ActionSize = 2, RewardTasks = 1, Variables = 5, HeadLayers = 2 };
    private static readonly ConnectorOptions ConnectorOptions = new() { EmbeddingSize = EmbeddingSize };
    private static readonly BehaviourOptions Behaviour = BehaviourOptions.Debug with { Starts = 12, Layers = 2, LearningRate = Rate, ClipActions = true };
    private static readonly JsonSerializerOptions Json = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    private readonly MovingSquareStore data = new(episodes: 4, withWindows: true);

    public void Dispose() => data.Dispose();

    [FactWithPythonTorch]
    public void Losses_and_gradient_norms_are_those_of_plain_PyTorch()
    {
        Dictionary<string, List<Dictionary<string, double>>> ours = new()
        {
            ["joint"] = TakeWorldModelSteps(cached: false),
            ["cached"] = TakeWorldModelSteps(cached: true),
            ["behaviour"] = TakeBehaviourSteps(),
        };
        File.WriteAllText(PathOf("options.json"), JsonSerializer.Serialize(new { Steps, Rate, Sizes, Connector = ConnectorOptions, Behaviour }, Json));

        var theirs = PlainPython.Losses(data.Folder);

        foreach (var (kind, steps) in ours)
        {
            for (var step = 0; step < Steps; step++)
            {
                foreach (var (name, value) in steps[step])
                {
                    var expected = theirs[kind][step][name];
                    var tolerance = Math.Max(1e-6, (name.EndsWith("gradient", StringComparison.Ordinal) ? 2e-3 : 2e-4) * Math.Abs(expected));
                    Assert.True(Math.Abs(value - expected) <= tolerance, $"{kind} step {step}: {name} is {value}, in PyTorch {expected}");
                }
            }
        }
    }

    private List<Dictionary<string, double>> TakeWorldModelSteps(bool cached)
    {
        var kind = cached ? "cached" : "joint";
        manual_seed(5);
        using var model = new WorldModel(Sizes);
        using var connector = new Connector(Sizes, ConnectorOptions);
        ModuleCheckpoint.Save(PathOf("world_model.safetensors"), model);
        ModuleCheckpoint.Save(PathOf("connector.safetensors"), connector);
        using var windows = data.Store.TryOpenArray<Half>(WorldModelRun.EmbeddingArray);
        using var posterior = cached ? PosteriorCache.Build(model, data.Store) : null;
        SequenceReader Reader() => new(data.Store, Sizes, data.Store.Episodes, Batch, Length, 3, posterior, windows);
        var same = Reader();
        using var update = new ConnectorUpdate(connector, Rate);
        using var joint = new JointPhase(model, Reader(), Rate, update);
        using var dynamics = new CachedPhase(model, Reader(), Rate, update);
        List<Dictionary<string, double>> losses = [];
        for (var step = 0; step < Steps; step++)
        {
            using var scope = NewDisposeScope();
            WriteBatch($"{kind}-{step}", same.Next(withFrames: !cached), seed: 100 + step);
            manual_seed(100 + step);
            var metrics = cached ? dynamics.Step(Rate) : joint.Step(Rate);
            losses.Add(new()
            {
                ["image"] = metrics.Image,
                ["kl"] = metrics.KullbackLeibler,
                ["reward"] = metrics.Reward,
                ["gradient"] = metrics.GradientNorm,
                ["connector_kl"] = metrics.ConnectorKl,
                ["alignment"] = metrics.Alignment,
                ["connector_gradient"] = GradientNorm(connector),
            });
        }

        return losses;
    }

    private void WriteBatch(string name, SequenceBatch batch, int seed)
    {
        manual_seed(seed);
        var frames = Batch * Length;
        Dictionary<string, Tensor> state = new()
        {
            ["actions"] = batch.Actions,
            ["is_first"] = batch.IsFirst,
            ["rewards"] = batch.Rewards,
            ["windows"] = batch.Windows!,
            // in the order in which a step draws: posterior samples, the connector's first latent, the aligner's noise
            ["noise.000"] = batch.Posterior is null ? rand(frames, Sizes.Variables) : rand(Batch, Length, Sizes.Variables),
            ["noise.001"] = rand(Batch, Sizes.Variables),
            ["noise.002"] = randn(Batch * Length / ConnectorOptions.Window, EmbeddingSize),
        };
        if (batch.Posterior is null)
        {
            state["frames"] = batch.Frames!;
        }
        else
        {
            state["posterior"] = batch.Posterior;
        }

        ModuleCheckpoint.Save(PathOf($"{name}.safetensors"), state);
    }

    private List<Dictionary<string, double>> TakeBehaviourSteps()
    {
        using var scope = NewDisposeScope();
        manual_seed(5);
        using var model = new WorldModel(Sizes);
        using var connector = new Connector(Sizes, ConnectorOptions);
        ModuleCheckpoint.Save(PathOf("world_model.safetensors"), model);
        using var target = TargetSequence.Generate(
            connector, model, nn.functional.normalize(ones(EmbeddingSize), 2, -1), Behaviour.Starts, Behaviour.Horizon, deterministicStart: false, seed: 8);
        ModuleCheckpoint.Save(PathOf("target.safetensors"), new Dictionary<string, Tensor> { ["target"] = target.Stoch });
        var start = model.Imagine(model.Initial(Behaviour.Starts), randn(Behaviour.Starts, Sizes.ActionSize));
        start = new LatentState(start.Stoch.detach(), start.Deter.detach(), start.Logit.detach());
        using var trainer = new BehaviourTrainer(Behaviour, model, Sizes.ActionSize, new PromptReward(model, target, Behaviour), new FixedStarts(start));
        ModuleCheckpoint.Save(PathOf("actor.safetensors"), trainer.Actor);
        ModuleCheckpoint.Save(PathOf("critic.safetensors"), trainer.Critic);
        List<Dictionary<string, double>> losses = [];
        for (var step = 0; step < Steps; step++)
        {
            WriteStart($"behaviour-{step}", start, (Behaviour.Seed * 1_000_003) + step);
            var metrics = trainer.Step();
            losses.Add(new()
            {
                ["actor"] = metrics.ActorLoss,
                ["critic"] = metrics.CriticLoss,
                ["return"] = metrics.Return,
                ["reward"] = metrics.MeanReward,
                ["actor_gradient"] = metrics.ActorGradient,
                ["critic_gradient"] = metrics.CriticGradient,
            });
        }

        return losses;
    }

    // a behaviour step draws from a stream of its own, an action and a latent in turn
    private void WriteStart(string name, LatentState start, long seed)
    {
        using var generator = new Generator((ulong)seed);
        Dictionary<string, Tensor> state = new() { ["stoch"] = start.Stoch, ["deter"] = start.Deter };
        for (var step = 0; step < Behaviour.Horizon; step++)
        {
            state[$"noise.{2 * step:d3}"] = randn(new long[] { Behaviour.Starts, Sizes.ActionSize }, generator: generator);
            state[$"noise.{(2 * step) + 1:d3}"] = rand(new long[] { Behaviour.Starts, Sizes.Variables }, generator: generator);
        }

        ModuleCheckpoint.Save(PathOf($"{name}.safetensors"), state);
    }

    private static double GradientNorm(nn.Module module)
    {
        using var scope = NewDisposeScope();
        var squares = module.parameters().Select(parameter => parameter.grad()).OfType<Tensor>().Sum(gradient => gradient.square().sum().item<float>());
        return Math.Sqrt(squares);
    }

    private string PathOf(string name) => Path.Combine(data.Folder, name);

    private sealed class FixedStarts(LatentState start) : IStartStates
    {
        public LatentState Next(long count, Actor policy) => start;
    }
}
