using GenRL.Learning.Connectors;
using GenRL.Learning.Networks;
using GenRL.Learning.Tests.Behaviours;
using GenRL.Learning.WorldModels;
using static TorchSharp.torch;

namespace GenRL.Learning.Tests.WorldModels;

public sealed class ConnectorUpdateTests
{
    [Fact]
    public void Two_updates_per_step_are_two_steps_on_one_batch_with_fresh_noise()
    {
        var twice = Trained(updatesPerStep: 2, steps: 1);

        Assert.Equal(Trained(updatesPerStep: 1, steps: 2), twice);
        Assert.NotEqual(Trained(updatesPerStep: 1, steps: 1), twice);
    }

    private static float[] Trained(int updatesPerStep, int steps)
    {
        manual_seed(4);
        using var connector = new Connector(WorldModelOptions.Micro, new ConnectorOptions { EmbeddingSize = 16 });
        using var update = new ConnectorUpdate(connector, 1e-3, updatesPerStep);
        var stoch = OneHotCategorical.Mode(randn(2, 8, 4, 4));
        var posterior = OneHotCategorical.Probabilities(stoch * 3);
        var windows = nn.functional.normalize(randn(2, 1, 16), 2, -1);
        for (var step = 0; step < steps; step++)
        {
            update.Step(stoch, posterior, windows, 1e-3);
        }

        return Toy.Weights(connector);
    }
}
