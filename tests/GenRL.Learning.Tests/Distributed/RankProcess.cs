using System.Diagnostics;
using System.Globalization;
using GenRL.Data;
using GenRL.Learning.Behaviours;
using GenRL.Learning.Connectors;
using GenRL.Learning.Distributed;
using GenRL.Learning.Tests.Behaviours;
using GenRL.Learning.WorldModels;
using TorchSharp;
using static TorchSharp.torch;

namespace GenRL.Learning.Tests.Distributed;

/// <summary>This program again, as one of the processes that train together or as a training that is going to be killed.</summary>
internal static class RankProcess
{
    // every kind of noise that training knows
    private static readonly ConnectorOptions Noisy = new() { EmbeddingSize = 4, GaussianNoise = 0.1, EmbeddingNoise = 0.1, TokenDropout = 0.2 };

    public static readonly WorldModelOptions Sizes = WorldModelOptions.Micro with { ActionSize = 2, RewardTasks = 1 };

    public static int Main(string[] arguments)
    {
        try
        {
            using var ranks = Ranks.Join(RankEnvironment.Read(Environment.GetEnvironmentVariable), new DistributedOptions { TimeoutS = 60 }, CPU);
            switch (arguments)
            {
                case ["losses", var phase, var folder, var steps, var batch]:
                    Print(Losses(phase, folder, Number(steps), Number(batch), ranks), ranks);
                    return 0;
                case ["train", var folder, var run, var steps, var batch, var endAfter]:
                    Train(folder, run, Number(steps), Number(batch), Number(endAfter), ranks);
                    return 0;
                case ["work", var folder, var steps]:
                    Work(folder, Number(steps));
                    return 0;
                default:
                    Console.Error.WriteLine("Run these tests with: dotnet test");
                    return 2;
            }
        }
        catch (Exception error) when (error is IOException or InvalidDataException)
        {
            Console.Error.WriteLine($"{error.GetType().Name}: {error.Message}");
            return 1;
        }
    }

    /// <summary>Starts one process; of several that train together when an environment is given.</summary>
    public static Process Start(RankEnvironment? environment, params string[] arguments) => Process.Start(Information("dotnet", environment, [typeof(RankProcess).Assembly.Location, .. arguments]))!;

    /// <summary>How this program, or a shell around it, is started with its output redirected.</summary>
    public static ProcessStartInfo Information(string program, RankEnvironment? environment, IEnumerable<string> arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        if (environment is not null)
        {
            start.Environment["RANK"] = environment.Rank.ToString(CultureInfo.InvariantCulture);
            start.Environment["WORLD_SIZE"] = environment.WorldSize.ToString(CultureInfo.InvariantCulture);
            start.Environment["MASTER_ADDR"] = environment.MasterAddress;
            start.Environment["MASTER_PORT"] = environment.MasterPort.ToString(CultureInfo.InvariantCulture);
        }

        return start;
    }

    /// <summary>Losses of every step, averaged over the processes.</summary>
    public static IReadOnlyList<double[]> Losses(string phase, string folder, int steps, int batch, Ranks ranks)
    {
        if (phase == "behaviour")
        {
            return BehaviourLosses(steps, batch, ranks);
        }

        using var store = FrameStore.Open(folder);
        using var windows = store.TryOpenArray<Half>(WorldModelRun.EmbeddingArray);
        using var posterior = store.TryOpenArray<Half>(PosteriorCache.ArrayName);
        manual_seed(3);
        // the same weights on every device: drawn on the CPU
        var device = get_default_device();
        set_default_device(CPU);
        using var model = new WorldModel(Sizes).to(device);
        using var connector = new Connector(Sizes, Noisy).to(device);
        set_default_device(device);
        // weights that differ until they are taken over from the first process
        if (!ranks.IsFirst)
        {
            using var frozen = no_grad();
            model.parameters().Concat(connector.parameters()).ToList().ForEach(parameter => parameter.mul_(0.5));
        }

        ranks.Broadcast(model.parameters().Concat(connector.parameters()));
        using var update = new ConnectorUpdate(connector, 1e-3, ranks: ranks);
        var reader = new SequenceReader(store, Sizes, store.Episodes, batch, 8, 5, phase == "cached" ? posterior : null, windows, ranks);
        using var joint = new JointPhase(model, reader, 1e-3, update, ranks);
        using var cached = new CachedPhase(model, reader, 1e-3, update, ranks);
        return [.. Enumerable.Range(0, steps).Select(_ =>
        {
            var metrics = phase == "cached" ? cached.Step(1e-3) : joint.Step(1e-3);
            return ranks.Mean([metrics.Image, metrics.KullbackLeibler, metrics.Reward, metrics.GradientNorm, metrics.ConnectorKl, metrics.Alignment]);
        })];
    }

    // starts, connector target, imagination, quantiles and both optimisers, with rows that differ from each other
    private static double[][] BehaviourLosses(int steps, int starts, Ranks ranks)
    {
        manual_seed(3);
        using var model = new WorldModel(Sizes with { Ensemble = 3 });
        using var connector = new Connector(Sizes, new ConnectorOptions { EmbeddingSize = 4 });
        var options = Toy.Options with { Starts = starts, DataFree = new DataFreeOptions(), DisagreementWeight = 0.1, EntropyScale = 1e-3 };
        using var common = TargetSequence.Generate(connector, model, tensor(new[] { 1f, 0, 0, 0 }), starts * ranks.Size, options.Horizon, false, options.Seed);
        using var target = common.Share(ranks.Rank, ranks.Size);
        using var trainer = new BehaviourTrainer(
            options, model, Sizes.ActionSize, new PromptReward(model, target, options), new DataFreeStarts(model, connector, 4, options.DataFree, false), ranks);
        trainer.TakeOver();
        return [.. Enumerable.Range(0, steps).Select(_ =>
        {
            var metrics = trainer.Step();
            return new[]
            {
                metrics.ActorLoss, metrics.CriticLoss, metrics.Return, metrics.MeanReward, metrics.Disagreement, metrics.ReturnScale,
                metrics.AlignmentOffset, metrics.ActorGradient, metrics.CriticGradient,
            };
        })];
    }

    // a run that checkpoints after every step; one that ends early does so without a word, as a machine that loses its power
    private static void Train(string folder, string run, int steps, int batch, int endAfter, Ranks ranks)
    {
        using var store = FrameStore.Open(folder);
        var options = WorldModelTrainingOptions.Debug with
        {
            Joint = new PhaseOptions { Steps = steps, Batch = batch, Length = 8, LearningRate = new(1e-3, 1e-3), EvaluateEvery = 1 },
            Cached = new PhaseOptions { Steps = 0 },
            HoldOutEvery = 3,
        };
        using var training = new WorldModelRun(run, store, options, new LineProgress<TrainingProgress>(progress =>
        {
            Console.WriteLine(progress.Step);
            Console.Out.Flush();
        }), ranks);
        if (ranks.Rank == 1 && endAfter > 0)
        {
            new Thread(() =>
            {
                while (!File.Exists(Path.Combine(run, "pictures", $"joint-{endAfter:d6}.png")))
                {
                    Thread.Sleep(5);
                }

                Process.GetCurrentProcess().Kill();
            }).Start();
        }

        training.Train(CancellationToken.None);
    }

    /// <summary>One worker of a job list: learns a toy behaviour for every job, and says from which step on.</summary>
    private static void Work(string folder, int steps)
    {
        var jobs = new JobList(folder, TimeSpan.FromSeconds(2));
        while (!jobs.HasEnded)
        {
            using var claim = jobs.TryTake();
            if (claim is null)
            {
                Thread.Sleep(50);
                continue;
            }

            var world = new LinearWorld();
            using var trainer = Toy.Trainer(world);
            var run = new BehaviourRun(trainer, Path.Combine(folder, claim.Name)) { CheckpointEvery = 5 };
            Console.WriteLine($"{claim.Name} from {trainer.Steps}");
            Console.Out.Flush();
            if (run.Train(steps, cancellation: claim.Lost).Completed)
            {
                claim.Complete($"{trainer.Steps}");
            }
        }
    }

    private static void Print(IReadOnlyList<double[]> losses, Ranks ranks)
    {
        if (ranks.IsFirst)
        {
            foreach (var step in losses)
            {
                Console.WriteLine(string.Join(' ', step.Select(value => value.ToString("R", CultureInfo.InvariantCulture))));
            }
        }
    }

    private static int Number(string text) => int.Parse(text, CultureInfo.InvariantCulture);
}
