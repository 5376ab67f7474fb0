using GenRL.Cli.Pipelines;
using GenRL.Data;

namespace GenRL.Cli.Tests;

public sealed class ExpertVideoTests : IDisposable
{
    private const int Length = 800;
    private readonly string folder = Directory.CreateTempSubdirectory("store").FullName;

    public void Dispose() => Directory.Delete(folder, true);

    [Fact]
    public void The_best_windows_of_a_task_make_its_video_prompt()
    {
        using var store = Store(embedded: true);

        var embedding = ExpertVideo.Embedding(store, task: 1);

        Assert.Equal(0, embedding[0], 1e-3);
        Assert.Equal(1, embedding[1], 1e-3);
    }

    [Fact]
    public void A_dataset_without_embeddings_is_refused_with_what_to_do()
    {
        using var store = Store(embedded: false);
        var error = Assert.Throws<InvalidDataException>(() => ExpertVideo.Embedding(store, 0));
        Assert.Contains("genrl embed", error.Message, StringComparison.Ordinal);
    }

    /// <summary>In the second half, task 1 is done well and windows point along the second axis.</summary>
    private FrameStore Store(bool embedded)
    {
        using (var writer = FrameStoreWriter.Open(folder, new FrameStoreHeader("walker", 1, 0, ["stand", "walk"], "plain"), [("a", Length, "x")]))
        {
            for (var row = Length / 2; row < Length; row++)
            {
                writer.Rewards.Write(row)[1] = 1;
            }

            writer.Complete(writer.Pending.Single());
            writer.Save();
        }

        var store = FrameStore.Open(folder);
        if (embedded)
        {
            using var windows = store.CreateArray<Half>(Embedding.ArrayName, 2);
            for (var row = PromptFrames.WindowFrames - 1; row < Length; row += 4)
            {
                windows.Write(row)[row < (Length / 2) + PromptFrames.WindowFrames - 1 ? 0 : 1] = (Half)1;
            }
        }

        return store;
    }
}
