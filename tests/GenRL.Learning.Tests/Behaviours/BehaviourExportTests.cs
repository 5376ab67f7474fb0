using GenRL.Learning.Behaviours;
using GenRL.Learning.Export;
using GenRL.Learning.Export.Onnx;
using static TorchSharp.torch;

namespace GenRL.Learning.Tests.Behaviours;

public class BehaviourExportTests
{
    [Fact]
    public void The_exporter_gets_every_hidden_layer_and_the_mean_without_the_deviation()
    {
        using var scope = NewDisposeScope();
        using var actor = new Actor(10, 3, 8, 2);
        var weights = new NetworkWeights();
        BehaviourExport.AddTo(weights, actor);
        string[] expected =
        [
            "actor.hidden0.bias", "actor.hidden0.weight", "actor.hidden0_norm.bias", "actor.hidden0_norm.weight",
            "actor.hidden1.bias", "actor.hidden1.weight", "actor.hidden1_norm.bias", "actor.hidden1_norm.weight",
            "actor.mean.bias", "actor.mean.weight",
        ];
        Assert.Equal(expected, weights.Names.Order(StringComparer.Ordinal));
        Assert.Equal([3, 8], weights.Shape("actor.mean.weight").ToArray());
        Assert.Equal([8, 10], weights.Shape("actor.hidden0.weight").ToArray());
    }

    [Fact]
    public void A_package_of_other_sizes_is_refused()
    {
        using var actor = new Actor(10, 3, 8, 2);
        Assert.Throws<ArgumentException>(() => BehaviourExport.Policy(actor, new NetworkSizes(2, 3, 5, 16, 3)));
        Assert.Throws<ArgumentException>(() => BehaviourExport.Policy(actor, new NetworkSizes(2, 3, 4, 16, 2)));
    }
}
