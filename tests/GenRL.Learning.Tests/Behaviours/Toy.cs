using GenRL.Learning.Behaviours;
using GenRL.Learning.Networks;
using GenRL.Learning.WorldModels;
using static TorchSharp.torch;

namespace GenRL.Learning.Tests.Behaviours;

/// <summary>Small pieces that several tests share.</summary>
internal static class Toy
{
    public static BehaviourOptions Options { get; } = BehaviourOptions.Debug with { Starts = 6, Units = 8, Horizon = 9, AlignmentWindow = 3 };

    public static float[] Floats(Tensor tensor) => tensor.detach().contiguous().data<float>().ToArray();

    public static long[] Integers(Tensor tensor) => tensor.contiguous().data<long>().ToArray();

    public static void Near(IReadOnlyList<double> expected, Tensor actual, double tolerance)
    {
        float[] values = Floats(actual);
        Assert.Equal(expected.Count, values.Length);
        for (int i = 0; i < values.Length; i++)
        {
            Assert.True(Math.Abs(expected[i] - values[i]) <= tolerance, $"entry {i}: expected {expected[i]}, got {values[i]}");
        }
    }

    public static float[] Weights(nn.Module module) => module.parameters().SelectMany(Floats).ToArray();

    public static BehaviourTrainer Trainer(LinearWorld world, BehaviourOptions? options = null) =>
        new(options ?? Options, world, LinearWorld.Actions, new FirstNumberReward(), new RandomStarts());

    /// <summary>Rewards the first latent number.</summary>
    public sealed class FirstNumberReward : IImaginedReward
    {
        public AlignedReward Of(ImaginedTrajectory trajectory) => new(trajectory.Stoch.select(-1, 0).select(-1, 0).tanh(), null);
    }

    /// <summary>Normally distributed states.</summary>
    public sealed class RandomStarts : IStartStates
    {
        public LatentState Next(long count, Actor policy)
        {
            Tensor stoch = randn(count, LinearWorld.Variables, LinearWorld.Classes, generator: RandomStream.Current);
            return new LatentState(stoch, randn(count, LinearWorld.Deter, generator: RandomStream.Current), stoch);
        }
    }
}
