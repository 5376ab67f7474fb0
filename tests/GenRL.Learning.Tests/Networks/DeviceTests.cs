using GenRL.Learning.Behaviours;
using GenRL.Learning.Devices;
using GenRL.Learning.Networks;
using GenRL.Learning.Tests.Behaviours;
using GenRL.Learning.Tests.Distributed;
using GenRL.Learning.Tests.Squares;
using GenRL.Learning.WorldModels;
using TorchSharp;
using static TorchSharp.torch;

namespace GenRL.Learning.Tests.Networks;

public sealed class DeviceTests : IDisposable
{
    private readonly MovingSquareStore data = new(episodes: 4, withWindows: true);

    public void Dispose()
    {
        set_default_device(CPU);
#if !OFFICIAL_PACKAGES
        NativeFunctional.Fused = true;
#endif
        data.Dispose();
    }

#if !OFFICIAL_PACKAGES
    [Fact]
    public void Without_the_fused_operations_learning_gives_the_same_losses()
    {
        foreach (var phase in new[] { "joint", "behaviour" })
        {
            var fused = RankProcess.Losses(phase, data.Folder, 6, 6, Learning.Distributed.Ranks.Alone);
            NativeFunctional.Fused = false;
            var plain = RankProcess.Losses(phase, data.Folder, 6, 6, Learning.Distributed.Ranks.Alone);
            NativeFunctional.Fused = true;
            foreach (var (expected, actual) in fused.SelectMany(step => step).Zip(plain.SelectMany(step => step)))
            {
                Assert.True(Math.Abs(expected - actual) <= 1e-3 * Math.Max(0.01, Math.Abs(expected)), $"{phase}: {expected} fused, {actual} plain");
            }
        }
    }
#endif

    /// <summary>
    /// Tensors of the device <c>meta</c> have shapes but no numbers, and an operation that mixes them with CPU tensors fails as it would
    /// on a GPU: what makes tensors of its own is searched for some in the wrong place. Much of what networks need does not exist there, so that this is no test of a whole step.
    /// </summary>
    [Fact]
    public void What_is_read_drawn_and_computed_lies_on_the_chosen_device()
    {
        using var scope = NewDisposeScope();
        set_default_device(META);
        using var windows = data.Store.TryOpenArray<Half>(WorldModelRun.EmbeddingArray);
        var batch = new SequenceReader(data.Store, RankProcess.Sizes, data.Store.Episodes, 2, 8, 1, windows: windows).Next(withFrames: true);
        Tensor[] read = [batch.Actions, batch.IsFirst, batch.Rewards, batch.Windows!, WorldModel.Normalise(batch.Frames!.flatten(0, 1))];
        Assert.All(read, tensor => Assert.Equal(DeviceType.META, tensor.device_type));

        var world = new LinearWorld();
        var start = new LatentState(RandomStream.Normal([6, 2, 3]), RandomStream.Normal([6, 4]), RandomStream.Normal([6, 2, 3]));
        var weight = RandomStream.Normal([10, 4]).requires_grad_(true);
        ActionDistribution Policy(Tensor feature)
        {
            var outputs = feature.matmul(weight);
            return ActionDistribution.FromOutputs(outputs.narrow(-1, 0, 2), outputs.narrow(-1, 2, 2));
        }

        var dream = new Imagination(world, 9, clipActions: true).Run(start, Policy, withEntropy: true);
        var reward = SimilarityReward.Between(world.RewardFeature(dream.Stoch), RandomStream.Normal([10, 6, 6]), Similarity.MaxCosine);
        var returns = LambdaReturns.Compute(reward.narrow(0, 0, 9), RandomStream.Normal([9, 6]), 0.99, 0.95);
        var loss = BehaviourTrainer.ActorLoss(returns, dream.Entropy, 1, 0, 1e-3);
        Assert.Equal(DeviceType.META, loss.device_type);
        Assert.Equal(DeviceType.META, OneHotCategorical.SampleFrom(OneHotCategorical.Probabilities(RandomStream.Normal([6, 4, 4]))).device_type);
    }

    [Theory]
    [InlineData("gpu")]
    [InlineData("meta")]
    [InlineData("cuda:x")]
    [InlineData("cpu:3")]
    public void What_is_no_device_is_refused_with_those_that_are_known(string name) =>
        Assert.Contains("known are cpu, cuda or cuda:N", Assert.Throws<ArgumentException>(() => TrainingDevice.Use(name)).Message, StringComparison.Ordinal);

    [Fact]
    public void A_GPU_that_is_not_there_is_an_error_that_says_what_is_missing()
    {
        var message = Assert.Throws<NotSupportedException>(() => TrainingDevice.Use($"cuda:{cuda.device_count()}")).Message;
        Assert.Contains(cuda.is_available() ? "this machine has" : "Use --device cpu", message, StringComparison.Ordinal);
        Assert.Contains("is not there: ", message, StringComparison.Ordinal);
        Assert.Equal(DeviceType.CPU, get_default_device().type);
    }

    [FactWithCuda]
    public void On_a_GPU_learning_gives_the_losses_of_the_CPU()
    {
        var onCpu = RankProcess.Losses("joint", data.Folder, 4, 6, Learning.Distributed.Ranks.Alone);
        TrainingDevice.Use("cuda");
        var onGpu = RankProcess.Losses("joint", data.Folder, 4, 6, Learning.Distributed.Ranks.Alone);
        foreach (var (expected, actual) in onCpu.SelectMany(step => step).Zip(onGpu.SelectMany(step => step)))
        {
            Assert.True(Math.Abs(expected - actual) <= 0.02 * Math.Max(0.01, Math.Abs(expected)), $"{expected} on the CPU, {actual} on the GPU");
        }

        Assert.All(RankProcess.Losses("behaviour", data.Folder, 4, 6, Learning.Distributed.Ranks.Alone).SelectMany(step => step), value => Assert.True(double.IsFinite(value)));
    }
}
