using System.Runtime.InteropServices;
using GenRL.Data;
using GenRL.Learning.Checkpoints;
using GenRL.Learning.Networks;
using GenRL.Learning.Optimisation;
using GenRL.Robots;
using static TorchSharp.torch;

namespace GenRL.Learning.Experts;

/// <summary>
/// Learns a policy on joint-space states from a demonstrator, which may look at more than they show. Noise leads the demonstrator astray,
/// so that its way back is seen too, and what it meant is learned (DART, Laskey et al. 2017).
/// </summary>
public sealed class ImitationRun : IDisposable
{
    private const int ReportUpdates = 1000;

    // Coordinates that hardly move in the demonstrations count as constant.
    private const float SmallestDeviation = 0.01f;

    private readonly IEnvironment environment;
    private readonly RememberingAgent demonstrator;
    private readonly ImitationOptions options;
    private readonly StateActor actor;
    private readonly ModelOptimizer optimizer;
    private readonly List<float> states = [];
    private readonly List<float> actions = [];
    private float[] means = [];
    private float[] deviations = [];

    /// <param name="environment">World to learn in; stays owned by the caller.</param>
    /// <param name="demonstrator">Who shows how; stays owned by the caller.</param>
    /// <param name="options">Sizes and rates.</param>
    /// <exception cref="ArgumentException">An option is below 1.</exception>
    public ImitationRun(IEnvironment environment, ICollectionAgent demonstrator, ImitationOptions options)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.Episodes);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.Updates);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(options.Batch);
        (this.environment, this.options) = (environment, options);
        this.demonstrator = new RememberingAgent(demonstrator, environment.Robot.ActionSize);
        actor = SeededWeights.Make(options.Seed, () => new StateActor(environment.StateSize, environment.Robot.ActionSize, options.Units));
        optimizer = new ModelOptimizer(actor.parameters(), options.LearningRate, clip: 1e9, decay: 0);
    }

    private int States => states.Count / environment.StateSize;

    /// <summary>Watches the demonstrator, then learns.</summary>
    /// <param name="progress">Told after every episode and now and then while learning, or null.</param>
    /// <param name="cancellation">Stops between two episodes or updates; nothing is kept.</param>
    public void Run(IProgress<ImitationProgress>? progress, CancellationToken cancellation)
    {
        var random = SeededRandom.Fork((ulong)options.Seed, 0);
        var returns = Watch(random, progress, cancellation);
        Standardise();
        Learn(random, returns, progress, cancellation);
    }

    /// <summary>The policy as an expert: a network on states as they are.</summary>
    public void Save(string path)
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        using var plain = SeededWeights.Make(options.Seed, () => new StateActor(environment.StateSize, environment.Robot.ActionSize, options.Units));
        plain.load_state_dict(actor.state_dict());
        var (weight, bias) = (plain.state_dict()["first.weight"], plain.state_dict()["first.bias"]);

        // W ((s - mean) / deviation) + b is W' s + b' with W' = W / deviation and b' = b - W' mean.
        var scaled = weight / tensor(deviations);
        bias.sub_(scaled.matmul(tensor(means)));
        weight.copy_(scaled);
        ModuleCheckpoint.Save(path, plain);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        optimizer.Dispose();
        actor.Dispose();
    }

    private Dictionary<string, double> Watch(SeededRandom random, IProgress<ImitationProgress>? progress, CancellationToken cancellation)
    {
        using NoisyAgent astray = new(demonstrator, new ActionNoise { HighestLevel = options.LargestNoise, BurstProbability = 0 });
        var sums = new double[environment.Tasks.Count];
        Dictionary<string, double> means = [];
        for (var episode = 1; episode <= options.Episodes; episode++)
        {
            cancellation.ThrowIfCancellationRequested();
            RunEpisode(astray, random, sums);
            means = environment.Tasks.Select((task, index) => (task, Mean: sums[index] / episode)).ToDictionary(pair => pair.task, pair => pair.Mean);
            progress?.Report(new ImitationProgress(episode, 0, null, means));
        }

        return means;
    }

    private void RunEpisode(NoisyAgent astray, SeededRandom random, double[] sums)
    {
        var (state, action, rewards) = (new float[environment.StateSize], new float[environment.Robot.ActionSize], new double[sums.Length]);
        environment.Reset(random.NextBits());
        astray.Begin(random);
        for (var step = 0; step < environment.EpisodeSteps; step++)
        {
            environment.ReadState(state);
            astray.Act(environment, action);
            states.AddRange(state);
            actions.AddRange(demonstrator.Wanted);
            environment.Step(action, rewards);
            for (var task = 0; task < rewards.Length; task++)
            {
                sums[task] += rewards[task];
            }
        }
    }

    private void Learn(SeededRandom random, Dictionary<string, double> returns, IProgress<ImitationProgress>? progress, CancellationToken cancellation)
    {
        const double share = 0.02;
        double? average = null;
        for (var update = 1; update <= options.Updates; update++)
        {
            cancellation.ThrowIfCancellationRequested();
            using var scope = NewDisposeScope();
            var (input, wanted) = Batch(random);
            var loss = (actor.call(input) - wanted).square().mean();
            optimizer.Step(loss);
            var value = loss.item<float>();
            average = average is { } before ? before + (share * (value - before)) : value;
            if (update % ReportUpdates == 0 || update == options.Updates)
            {
                progress?.Report(new ImitationProgress(options.Episodes, update, average, returns));
            }
        }
    }

    private (Tensor Input, Tensor Wanted) Batch(SeededRandom random)
    {
        var (stateSize, actionSize) = (environment.StateSize, environment.Robot.ActionSize);
        var (input, wanted) = (empty(options.Batch, stateSize), empty(options.Batch, actionSize));
        var inputs = Floats(input);
        var targets = Floats(wanted);
        for (var row = 0; row < options.Batch; row++)
        {
            var index = random.Next(States);
            Standardised(CollectionsMarshal.AsSpan(states).Slice(index * stateSize, stateSize), inputs.Slice(row * stateSize, stateSize));
            CollectionsMarshal.AsSpan(actions).Slice(index * actionSize, actionSize).CopyTo(targets[(row * actionSize)..]);
        }

        return (input, wanted);
    }

    // Readings are metres and radians of very different spread.
    private void Standardise()
    {
        var size = environment.StateSize;
        (means, deviations) = (new float[size], new float[size]);
        for (var column = 0; column < size; column++)
        {
            double[] values = [.. Enumerable.Range(0, States).Select(row => (double)states[(row * size) + column])];
            var mean = values.Average();
            means[column] = (float)mean;
            deviations[column] = Math.Max(SmallestDeviation, (float)Math.Sqrt(values.Average(value => (value - mean) * (value - mean))));
        }
    }

    private void Standardised(ReadOnlySpan<float> state, Span<float> standard)
    {
        for (var column = 0; column < state.Length; column++)
        {
            standard[column] = (state[column] - means[column]) / deviations[column];
        }
    }

    private static Span<float> Floats(Tensor tensor) => MemoryMarshal.Cast<byte, float>(tensor.bytes);
}
