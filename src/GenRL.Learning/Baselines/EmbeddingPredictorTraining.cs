using System.Runtime.InteropServices;
using GenRL.Data;
using GenRL.Learning.Networks;
using GenRL.Learning.Optimisation;
using GenRL.Learning.WorldModels;
using static TorchSharp.torch;

namespace GenRL.Learning.Baselines;

/// <summary>Trains an <see cref="EmbeddingPredictor"/> on the states that a frozen world model has of recorded sequences (spec 7.1).</summary>
public sealed class EmbeddingPredictorTraining : IOfflineLearner
{
    private readonly EmbeddingPredictorOptions options;
    private readonly WorldModel model;
    private readonly EpisodeSpan[] episodes;
    private readonly StepArray<Half> embeddings;
    private readonly SequenceReader reader;
    private readonly long seed;
    private readonly Generator noise = new();
    private readonly ModelOptimizer optimizer;

    /// <param name="options">Sizes and rates.</param>
    /// <param name="model">The world model; stays owned by the caller and is not changed.</param>
    /// <param name="store">Frames and actions; stays owned by the caller.</param>
    /// <param name="episodes">Episodes to learn from.</param>
    /// <param name="embeddings">Window or image embeddings, [N, D]; stays owned by the caller.</param>
    /// <param name="seed">Seed of first weights, draws and samples.</param>
    public EmbeddingPredictorTraining(
        EmbeddingPredictorOptions options, WorldModel model, FrameStore store, IEnumerable<EpisodeSpan> episodes, StepArray<Half> embeddings, long seed)
    {
        options.Validated();
        (this.options, this.model, this.embeddings, this.seed) = (options, model, embeddings, seed);
        this.episodes = [.. episodes];
        reader = new SequenceReader(store, model.Options, this.episodes, options.Batch, options.Length, unchecked((ulong)seed));
        manual_seed(seed);
        Predictor = new EmbeddingPredictor(model.Options.FeatureSize, model.Options.StochSize, embeddings.Columns, options);
        optimizer = new ModelOptimizer(Predictor.parameters(), options.LearningRate);
    }

    /// <summary>The map as trained so far.</summary>
    public EmbeddingPredictor Predictor { get; }

    /// <inheritdoc/>
    public long Steps { get; set; }

    /// <inheritdoc/>
    public IReadOnlyList<(string Name, nn.Module Module)> Modules => [("predictor", Predictor)];

    /// <inheritdoc/>
    public IReadOnlyList<(string Name, ModelOptimizer Optimizer)> Optimizers => [("predictor", optimizer)];

    /// <inheritdoc/>
    public IReadOnlyDictionary<string, double> Step()
    {
        using var scope = NewDisposeScope();
        var stepSeed = (seed * 1_000_003) + Steps;
        using var stream = RandomStream.Use(noise.manual_seed(stepSeed));
        var starts = new long[options.Batch];
        new EpisodeUniformSampler(episodes, options.Length, unchecked((ulong)stepSeed)).Draw(starts);
        var predicted = Predictor.call(Features(starts));
        var loss = EmbeddingPredictor.Loss(predicted.flatten(0, 1), Targets(starts));
        var gradient = optimizer.Step(loss);
        var value = loss.detach().item<float>();
        if (!float.IsFinite(value))
        {
            throw new ArithmeticException(
                $"Learning diverged in step {Steps + 1}: the loss is {value}. Lower baseline.predictor.learning_rate ({options.LearningRate}) and begin in another folder.");
        }

        Steps++;
        return new Dictionary<string, double> { ["predictor_loss"] = value, ["predictor_gradient"] = gradient };
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        noise.Dispose();
        optimizer.Dispose();
        Predictor.Dispose();
    }

    // the states as imagination starts from them: sampled posteriors, filtered from the zero state
    private Tensor Features(long[] starts)
    {
        using var frozen = no_grad();
        var batch = reader.Read(starts, withFrames: true);
        var logits = model.PosteriorLogits(WorldModel.Normalise(batch.Frames!.flatten(0, 1)));
        var stoch = OneHotCategorical.Sample(logits).view(options.Batch, options.Length, model.Options.Variables, model.Options.Classes);
        var deter = model.Filter(stoch, batch.Actions, batch.IsFirst);
        return cat(new[] { stoch.flatten(-2), deter }, -1);
    }

    private Tensor Targets(long[] starts)
    {
        var half = empty(new long[] { options.Batch * options.Length, embeddings.Columns }, dtype: ScalarType.Float16);
        embeddings.Gather(starts, options.Length, MemoryMarshal.Cast<byte, Half>(half.bytes));
        return half.to(ScalarType.Float32);
    }
}
