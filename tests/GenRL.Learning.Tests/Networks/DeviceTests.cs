using GenRL.Learning.Behaviours;
using GenRL.Learning.Connectors;
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
    /// Tensors of the device <c>meta</c> have shapes but no numbers, and an operation that mixes them with CPU tensors fails as it
    /// would on a GPU: so that all of learning can be searched for tensors in the wrong place without one.
    /// </summary>
    [Fact]
    public void No_tensor_of_the_losses_is_made_on_another_device_than_the_chosen_one()
    {
        using var scope = NewDisposeScope();
        set_default_device(META);
        using var windows = data.Store.TryOpenArray<Half>(WorldModelRun.EmbeddingArray);
        using var model = new WorldModel(RankProcess.Sizes with { Ensemble = 2 });
        using var connector = new Connector(RankProcess.Sizes, new ConnectorOptions { EmbeddingSize = 4 });
        var batch = new SequenceReader(data.Store, RankProcess.Sizes, data.Store.Episodes, 2, 8, 1, windows: windows).Next(withFrames: true);
        var images = WorldModel.Normalise(batch.Frames!.flatten(0, 1));
        var posterior = OneHotCategorical.Probabilities(model.PosteriorLogits(images));
        var stoch = OneHotCategorical.SampleFrom(posterior);
        var dynamics = DynamicsLoss.Of(model, stoch.unflatten(0, 2, 8), posterior.unflatten(0, 2, 8), batch);
        var loss = WorldModelLoss.Total(dynamics, WorldModelLoss.ImageError(model.Decode(stoch), images))
            + connector.Loss(stoch.unflatten(0, 2, 8), posterior.unflatten(0, 2, 8), batch.Windows!).Total;
        loss.backward();
        Assert.All(model.parameters().Concat(connector.parameters()), parameter => Assert.Equal(DeviceType.META, parameter.grad()!.device_type));

        var options = Toy.Options with { DataFree = new DataFreeOptions() };
        using var actor = new Actor(RankProcess.Sizes.FeatureSize, 2, 8, 1);
        using var critic = new Critic(RankProcess.Sizes.FeatureSize, 8, 1);
        using var target = TargetSequence.Generate(connector, model, ones(4), options.Starts, options.Horizon, false, 1);
        var start = new DataFreeStarts(model, connector, 4, options.DataFree, clipActions: true).Next(options.Starts, actor);
        var dream = new Imagination(model, options.Horizon, clipActions: true).Run(start, actor.Distribution, withEntropy: true);
        var reward = new PromptReward(model, target, options).Of(dream).Reward.narrow(0, 0, options.Horizon) - model.PriorDisagreement(dream.Deter.narrow(0, 0, options.Horizon));
        var returns = LambdaReturns.Compute(reward, critic.Value(dream.Feature.narrow(0, 1, options.Horizon)), 0.99, 0.95);
        var both = BehaviourTrainer.ActorLoss(returns, dream.Entropy, 1, 0, 1e-3) + BehaviourTrainer.CriticLoss(critic, dream.Feature.narrow(0, 0, options.Horizon), returns);
        both.backward();
        Assert.Equal(DeviceType.META, both.device_type);
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
