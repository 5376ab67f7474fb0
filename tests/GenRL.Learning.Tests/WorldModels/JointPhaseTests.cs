using GenRL.Learning.Connectors;
using GenRL.Learning.Networks;
using GenRL.Learning.Tests.Behaviours;
using GenRL.Learning.Tests.Squares;
using GenRL.Learning.WorldModels;
using static TorchSharp.torch;

namespace GenRL.Learning.Tests.WorldModels;

public sealed class JointPhaseTests : IDisposable
{
    private static readonly WorldModelOptions Sizes = WorldModelOptions.Micro with { ActionSize = 2, RewardTasks = 1 };

    private readonly MovingSquareStore data = new(episodes: 4, withWindows: true);

    public void Dispose() => data.Dispose();

    [Fact]
    public void A_connector_trained_beside_the_world_model_does_not_change_what_that_learns()
    {
        manual_seed(4);
        using var connector = new Connector(Sizes, new ConnectorOptions { EmbeddingSize = 4 });
        using var update = new ConnectorUpdate(connector, 1e-3);
        var before = Toy.Weights(connector);

        Assert.Equal(WorldModelAfterOneStep(null), WorldModelAfterOneStep(update));
        Assert.NotEqual(before, Toy.Weights(connector));
    }

    [Fact]
    public void The_connector_learns_from_the_posterior_that_the_world_model_learned_from()
    {
        const double coarse = 0.01;
        using var windows = data.Store.TryOpenArray<Half>(WorldModelRun.EmbeddingArray);
        SequenceReader Reader() => new(data.Store, Sizes, data.Store.Episodes, batch: 2, length: 8, seed: 3, windows: windows);
        Connector NewConnector()
        {
            manual_seed(4);
            return new Connector(Sizes, new ConnectorOptions { EmbeddingSize = 4 });
        }

        manual_seed(1);
        using var model = new WorldModel(Sizes);
        using var connector = NewConnector();
        using var update = new ConnectorUpdate(connector, coarse);
        using var phase = new JointPhase(model, Reader(), coarse, update);
        double DivergenceFromWhatIsSeen()
        {
            using var frozen = no_grad();
            using var untrained = NewConnector();
            var batch = Reader().Next(withFrames: true);
            manual_seed(9);
            var posterior = OneHotCategorical.Probabilities(model.PosteriorLogits(WorldModel.Normalise(batch.Frames!.flatten(0, 1))));
            var stoch = OneHotCategorical.SampleFrom(posterior);
            return untrained.Loss(stoch.unflatten(0, 2, 8), posterior.unflatten(0, 2, 8), batch.Windows!).KullbackLeibler.item<float>();
        }

        var before = DivergenceFromWhatIsSeen();
        manual_seed(9);
        var step = phase.Step(coarse);

        Assert.Equal(before, step.ConnectorKl, 5);
        Assert.NotEqual(before, DivergenceFromWhatIsSeen(), 3);
    }

    private float[] WorldModelAfterOneStep(ConnectorUpdate? connectorUpdate)
    {
        using var windows = data.Store.TryOpenArray<Half>(WorldModelRun.EmbeddingArray);
        manual_seed(1);
        using var model = new WorldModel(Sizes);
        var before = Toy.Weights(model);
        var reader = new SequenceReader(data.Store, Sizes, data.Store.Episodes, batch: 2, length: 8, seed: 3, windows: windows);
        using var phase = new JointPhase(model, reader, 1e-3, connectorUpdate);
        phase.Step(1e-3);
        Assert.NotEqual(before, Toy.Weights(model));
        return Toy.Weights(model);
    }
}
