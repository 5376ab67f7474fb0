using GenRL.Learning.Behaviours;
using GenRL.Learning.Benchmarks;
using GenRL.Learning.Connectors;
using GenRL.Learning.WorldModels;
using TorchSharp;

namespace GenRL.Learning.Tests.Benchmarks;

public sealed class FlatMemoryTests : IDisposable
{
    private readonly TrainingWorkload work = new(
        new WorldModelTrainingOptions
        {
            Sizes = new WorldModelOptions { Multiplier = 1, Variables = 2, Classes = 2, Deter = 4, Units = 4, HeadLayers = 1 },
            Connector = new ConnectorOptions { EmbeddingSize = 4 },
            Joint = new PhaseOptions { Batch = 1, Length = 8, LearningRate = new(1e-4, 1e-4) },
            Cached = new PhaseOptions { Steps = 1, Batch = 1, Length = 8, LearningRate = new(1e-4, 1e-4) },
        },
        BehaviourOptions.Debug with { Starts = 2, Units = 4, Horizon = 9 });

    public void Dispose() => work.Dispose();

    [Theory]
    [InlineData(TrainingStep.Joint)]
    [InlineData(TrainingStep.Cached)]
    [InlineData(TrainingStep.Behaviour)]
    public void No_step_leaves_a_tensor_behind(TrainingStep step)
    {
        work.Take(step);
        var held = Native.LiveTensors;
        for (var count = 0; count < 50; count++)
        {
            work.Take(step);
            Assert.Equal(held, Native.LiveTensors);
        }
    }

    [Fact]
    [Trait("speed", "slow")]
    public void Ten_thousand_steps_of_training_hold_as_many_tensors_and_as_much_memory_as_the_first()
    {
        var kinds = Enum.GetValues<TrainingStep>();
        void Take(int steps)
        {
            for (var step = 0; step < steps; step++)
            {
                work.Take(kinds[step % kinds.Length]);
            }
        }

        Take(1000);
        var (tensors, resident) = (Native.LiveTensors, ResidentBytes());
        Take(9000);

        Assert.Equal(tensors, Native.LiveTensors);
        // a leak of one kilobyte per step would be more than this
        Assert.InRange(ResidentBytes() - resident, long.MinValue, 8 << 20);
    }

    private static long ResidentBytes()
    {
        GC.Collect();
        GC.WaitForPendingFinalizers();
        GC.Collect();
        return Environment.WorkingSet;
    }
}
