using GenRL.Robots;

namespace GenRL.Data.Tests;

public sealed class RenderingTests
{
    private static void Collect(TemporaryFolder folder, int episodes, string subset = "right")
    {
        CollectionSetup setup = new(() => new PointEnvironment(), () => new StatePolicyAgent([(_, action) => action.Fill(0.5f)]), [EpisodeStart.Reset()], "plain");
        new Collection(new CollectionOptions(folder["d"], subset, "test", episodes), setup).Run();
    }

    private static (long Frames, double PerSecond) Render(TemporaryFolder folder, CancellationToken stop = default, Func<IEnvironment>? environment = null) =>
        Rendering.Run(new RenderingOptions(folder["d"], "plain"), environment ?? (() => new PointEnvironment()), null, stop);

    private static void RequireCorrect(FrameStore store)
    {
        foreach (EpisodeSpan episode in store.Episodes)
        {
            for (long row = episode.Start; row < episode.Start + episode.Length; row++)
            {
                Assert.Equal((int)(128 + 60 * store.Poses![row][0]), store.Frames[row][0]);
                Assert.Equal(row == episode.Start ? 0 : 0.5f, store.Actions[row][1]);
                Assert.Equal(row == episode.Start ? 0 : (float)store.Poses[row][1], store.Rewards[row][1]);
            }
        }
    }

    [Fact]
    public void Poses_are_rendered_into_rows_and_later_episodes_are_added()
    {
        using TemporaryFolder folder = new();
        Collect(folder, 5);
        Assert.Equal(105, Render(folder).Frames);
        Collect(folder, 3, "other");
        Assert.Equal(63, Render(folder).Frames);
        Assert.Equal(0, Render(folder).Frames);
        using FrameStore store = FrameStore.Open(DatasetFolder.Open(folder["d"]).FramesPath);
        Assert.Equal(8, store.Episodes.Count);
        Assert.Equal(3, store.Episodes.Count(episode => episode.Subset == "other"));
        Assert.Equal(["right", "up"], store.Header.Tasks);
        RequireCorrect(store);
    }

    [Fact]
    public void An_interrupted_rendering_continues()
    {
        using TemporaryFolder folder = new();
        Collect(folder, 6);
        using CancellationTokenSource stop = new();
        int rendered = 0;
        Assert.ThrowsAny<OperationCanceledException>(() => Render(folder, stop.Token, () => new PointEnvironment
        {
            OnRender = () =>
            {
                if (Interlocked.Increment(ref rendered) == 60)
                {
                    stop.Cancel();
                }
            },
        }));
        long rest = Render(folder).Frames;
        Assert.InRange(rest, 126 - 60, 125);
        using FrameStore store = FrameStore.Open(DatasetFolder.Open(folder["d"]).FramesPath);
        Assert.Equal(6, store.Episodes.Count);
        RequireCorrect(store);
    }

    [Fact]
    public void A_failing_renderer_ends_the_run_with_its_error()
    {
        using TemporaryFolder folder = new();
        Collect(folder, 2);
        Assert.Throws<NotSupportedException>(() => Render(folder, default, () => new PointEnvironment { OnRender = () => throw new NotSupportedException() }));
    }

    [Fact]
    public void A_damaged_episode_is_named()
    {
        using TemporaryFolder folder = new();
        Collect(folder, 2);
        string file = DatasetFolder.Open(folder["d"]).PoseFiles()[1];
        File.WriteAllBytes(file, File.ReadAllBytes(file)[..100]);
        Assert.StartsWith(file, Assert.Throws<InvalidDataException>(() => Render(folder)).Message);
    }
}
