using GenRL.Data;
using GenRL.Learning.Behaviours;
using GenRL.Learning.Connectors;
using GenRL.Learning.WorldModels;
using GenRL.Robots;
using static TorchSharp.torch;

namespace GenRL.Learning.Tests.Squares;

/// <summary>World model, connector and aligner that have learned the moving square from random actions, made once for all tests of a class.</summary>
public sealed class LearnedSquare : IDisposable
{
    /// <summary>D.</summary>
    public const int EmbeddingSize = 16;

    private const int Steps = 1200;
    private const int Batch = 2;
    private const int Length = 16;
    private const int StartLength = 8;
    private const double Rate = 2e-3;
    private readonly MovingSquareStore data = new(episodes: 64, withWindows: true, embeddingSize: EmbeddingSize);

    public LearnedSquare()
    {
        manual_seed(1);
        Model = new WorldModel(Sizes);
        Connector = new Connector(Sizes, new ConnectorOptions { EmbeddingSize = EmbeddingSize });
        using var windows = data.Store.TryOpenArray<Half>(WorldModelRun.EmbeddingArray);
        using var update = new ConnectorUpdate(Connector, Rate);
        using var phase = new JointPhase(Model, Reader(Batch, Length, windows), Rate, update);
        for (var step = 0; step < Steps; step++)
        {
            var metrics = phase.Step(Rate);
            FirstImageLoss ??= metrics.Image;
            LastImageLoss = step == 0 ? metrics.Image : (0.98 * LastImageLoss) + (0.02 * metrics.Image);
        }
    }

    public static WorldModelOptions Sizes { get; } = WorldModelOptions.Micro with { ActionSize = 2, RewardTasks = 1, Variables = 8, Classes = 8, Deter = 64, Units = 64 };

    public WorldModel Model { get; }

    public Connector Connector { get; }

    /// <summary>Image loss of the first step.</summary>
    public double? FirstImageLoss { get; }

    /// <summary>Moving mean of the image loss at the end.</summary>
    public double LastImageLoss { get; }

    /// <summary>States of recorded sequences.</summary>
    public IStartStates Recorded => new DataStarts(new RecordedSequences(Model, (batch, length) => Reader(batch, length, null)), StartLength);

    /// <summary>Sequences with frames that training has not drawn in this order.</summary>
    public SequenceBatch Draw(int batch, int length) => Reader(batch, length, null).Next(withFrames: true);

    /// <summary>Mean place of the square over the second half of episodes, one per episode: acting by a policy's means, or at random for null.</summary>
    public double[] PlacesReached(Actor? policy, int episodes, int steps, ulong seed)
    {
        using var frozen = no_grad();
        var random = new SeededRandom(seed);
        Square[] squares = [.. Enumerable.Range(0, episodes).Select(_ => Square.AtRandom(random))];
        var places = new double[episodes];
        var perception = new WorldModelPerception(Model);
        using var episode = NewDisposeScope();
        var state = perception.Initial(episodes);
        var action = zeros(episodes, 2);
        for (var step = 0; step < steps; step++)
        {
            state = perception.Observe(state, action, Frames(squares));
            action = policy is null ? rand(episodes, 2) * 2 - 1 : policy.Distribution(Model.Feature(state)).Mean.contiguous();
            var chosen = action.data<float>().ToArray();
            for (var index = 0; index < episodes; index++)
            {
                squares[index] = squares[index].Moved(chosen.AsSpan(2 * index, 2));
                places[index] += step < steps / 2 ? 0 : squares[index].Right / (steps - (steps / 2));
            }
        }

        return places;
    }

    public void Dispose()
    {
        Model.Dispose();
        Connector.Dispose();
        data.Dispose();
    }

    private static Tensor Frames(Square[] squares)
    {
        var frames = empty(new long[] { squares.Length, 3, FrameFormat.Size, FrameFormat.Size }, dtype: ScalarType.Byte);
        for (var index = 0; index < squares.Length; index++)
        {
            squares[index].Draw(frames.bytes.Slice(index * FrameFormat.Bytes, FrameFormat.Bytes));
        }

        return frames;
    }

    private SequenceReader Reader(int batch, int length, StepArray<Half>? windows)
        => new(data.Store, Sizes, data.Store.Episodes, batch, length, 5, null, windows);
}
