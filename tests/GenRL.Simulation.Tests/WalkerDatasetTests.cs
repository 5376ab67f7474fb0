using GenRL.Data;
using GenRL.Robots;
using GenRL.Simulation.Exploration;

namespace GenRL.Simulation.Tests;

public sealed class WalkerDatasetTests
{
    [Fact]
    public void Explored_episodes_are_collected_and_rendered_as_the_camera_saw_them()
    {
        string folder = Directory.CreateTempSubdirectory("genrl-walker-").FullName;
        try
        {
            CollectionSetup setup = new(
                () => Worlds.Create("walker", RenderPreset.Plain),
                () => new NoisyAgent(new ExplorerAgent(new PoseExplorer(Robot())), new ActionNoise()),
                [EpisodeStart.Reset(), ExplorerAgent.StartOnGround(1)],
                "plain");
            CollectionOptions options = new(folder, "exploration", "poses", 3) { Steps = 20, Environments = 2, Pixels = true };
            Assert.Equal(60, new Collection(options, setup).Run().Steps);
            Rendering.Run(new RenderingOptions(folder, "plain", 1), setup.Environment);

            DatasetFolder dataset = DatasetFolder.Open(folder);
            using FrameStore store = FrameStore.Open(dataset.FramesPath);
            Assert.Equal(3, store.Episodes.Count);
            for (int i = 0; i < 3; i++)
            {
                Episode seen = EpisodeFile.Load(dataset.EpisodeFiles()[i]);
                EpisodeSpan span = store.Episodes[i];
                Assert.Equal(seen.Action.ToArray(), store.Actions.Read(span.Start, span.Length).ToArray());
                Assert.Equal(seen.Observation.ToArray(), store.Frames.Read(span.Start, span.Length).ToArray());
            }
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    private static RobotDescription Robot()
    {
        using PhysicsEnvironment world = Worlds.Create("walker", RenderPreset.Plain);
        return world.Robot;
    }
}
