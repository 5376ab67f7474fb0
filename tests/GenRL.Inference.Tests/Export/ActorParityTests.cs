using GenRL.Learning.Behaviours;
using GenRL.Learning.Export;
using GenRL.Learning.Export.Onnx;
using static TorchSharp.torch;

namespace GenRL.Inference.Tests.Export;

public sealed class ActorParityTests
{
    private static readonly NetworkSizes Sizes = new(Variables: 32, Classes: 16, Deterministic: 256, Embedding: 64, Actions: 6);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(4)]
    public void The_exported_policy_takes_the_actions_of_the_learned_one(int layers)
    {
        using var scope = NewDisposeScope();
        manual_seed(layers);
        using var actor = new Actor(Sizes.Stochastic + Sizes.Deterministic, Sizes.Actions, 256, layers);
        OnnxGraph graph = BehaviourExport.Policy(actor, Sizes);
        for (int state = 0; state < 20; state++)
        {
            Tensor stoch = nn.functional.one_hot(
                randint(Sizes.Classes, new long[] { 1, Sizes.Variables }, dtype: ScalarType.Int64), Sizes.Classes).to_type(ScalarType.Float32).flatten(1);
            Tensor deter = rand(1, Sizes.Deterministic) * 2 - 1;
            float[] expected = actor.Distribution(cat(new[] { stoch, deter }, -1)).Mean.detach().contiguous().data<float>().ToArray();

            float[] actual = OnnxRun.Once(
                graph,
                ("stoch", stoch.data<float>().ToArray(), [1, Sizes.Stochastic]),
                ("deter", deter.contiguous().data<float>().ToArray(), [1, Sizes.Deterministic]))["action"];

            Assert.Equal(Sizes.Actions, actual.Length);
            Assert.All(expected.Zip(actual), pair => Assert.Equal(pair.First, pair.Second, 1e-4f));
            Assert.Contains(expected, action => Math.Abs(action) > 1e-3);
        }
    }
}
