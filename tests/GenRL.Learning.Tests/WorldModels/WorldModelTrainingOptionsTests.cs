using GenRL.Learning.WorldModels;

namespace GenRL.Learning.Tests.WorldModels;

public sealed class WorldModelTrainingOptionsTests
{
    [Fact]
    public void The_paper_preset_has_the_values_of_the_specification()
    {
        var paper = WorldModelTrainingOptions.Preset("paper");

        Assert.Equal((48, 32, 32), (paper.Sizes.Multiplier, paper.Sizes.Variables, paper.Sizes.Classes));
        Assert.Equal((1024, 1024, 4, 1), (paper.Sizes.Deter, paper.Sizes.Units, paper.Sizes.HeadLayers, paper.Sizes.Ensemble));
        Assert.Equal((500_000, 48, 48), (paper.Joint.Steps, paper.Joint.Batch, paper.Joint.Length));
        Assert.Equal(new LearningRateSchedule(1e-4, 1e-4), paper.Joint.LearningRate);
        Assert.Equal((0, 1), (paper.Cached.Steps, paper.ConnectorUpdatesPerStep));
        Assert.Equal((512, 8, 8), (paper.Connector.EmbeddingSize, paper.Connector.Window, paper.Connector.IdleInputs));
        Assert.Equal((0.8, 0.5, 0.5), (paper.Connector.Balance, paper.Connector.NoiseLevel, paper.Connector.SmallestNorm));
        Assert.Equal((0.6, 0.85, 1.0), (WorldModelLoss.KlScale, WorldModelLoss.KlBalance, WorldModelLoss.FreeNats));
    }
}
