namespace MuJoCo.Tests;

/// <summary>Runs alone, because it watches the whole process.</summary>
[Collection(nameof(MemoryTests))]
[CollectionDefinition(nameof(MemoryTests), DisableParallelization = true)]
public class MemoryTests
{
    [Fact]
    public void Loading_and_freeing_many_models_keeps_memory_flat()
    {
        for (int i = 0; i < 20; i++)
        {
            LoadOnce();
        }

        long before = Environment.WorkingSet;
        for (int i = 0; i < 200; i++)
        {
            LoadOnce();
        }

        Assert.InRange(Environment.WorkingSet - before, long.MinValue, 30_000_000);
        Assert.False(File.Exists("MUJOCO_LOG.TXT"));

        static void LoadOnce()
        {
            using var model = MjModel.FromXml(Models.Box);
            using var data = new MjData(model);
            data.Step(1);
        }
    }
}
