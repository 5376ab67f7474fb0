using GenRL.Data;

namespace GenRL.Learning.Tests.Squares;

/// <summary>A small dataset in a temporary folder: a white square that the first two actions move over a grey ground.</summary>
internal sealed class MovingSquareStore : IDisposable
{
    private const int Steps = 40;
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("genrl-square-");

    /// <param name="episodes">Episodes of 40 rows of random actions.</param>
    /// <param name="withWindows">Whether windows are embedded, see <see cref="Square.Embedding"/>.</param>
    /// <param name="subset">Subset of an episode by its number; null for one of all.</param>
    /// <param name="actionSize">Actions of the square; the first two move it.</param>
    /// <param name="embeddingSize">D.</param>
    public MovingSquareStore(int episodes, bool withWindows, Func<int, string>? subset = null, int actionSize = 2, int embeddingSize = 4)
    {
        var header = new FrameStoreHeader("square", actionSize, 0, ["right"], "plain");
        var names = Enumerable.Range(0, episodes).Select(index => ($"{index}", Steps, subset?.Invoke(index) ?? "square"));
        using (var writer = FrameStoreWriter.Open(folder.FullName, header, names))
        {
            foreach (var episode in writer.Pending.ToArray())
            {
                Fill(writer, episode.Start, new SeededRandom((ulong)episode.Start + 1));
                writer.Complete(episode);
            }
        }

        Store = FrameStore.Open(folder.FullName);
        if (withWindows)
        {
            AddWindows(Store, embeddingSize);
        }
    }

    public FrameStore Store { get; }

    public string Folder => folder.FullName;

    public void Dispose()
    {
        Store.Dispose();
        folder.Delete(recursive: true);
    }

    private static void Fill(FrameStoreWriter writer, long start, SeededRandom random)
    {
        var square = Square.AtRandom(random);
        for (var row = 0; row < Steps; row++)
        {
            var action = writer.Actions.Write(start + row);
            if (row > 0)
            {
                (action[0], action[1]) = ((float)random.Between(-1, 1), (float)random.Between(-1, 1));
                square = square.Moved(action);
            }

            writer.Rewards.Write(start + row)[0] = (float)square.Right;
            square.Draw(writer.Frames.Write(start + row));
        }
    }

    // the embedding of a window says where its last frame's square is: enough for a connector to learn from
    private static void AddWindows(FrameStore store, int size)
    {
        using var windows = store.CreateArray<Half>(Learning.WorldModels.WorldModelRun.EmbeddingArray, size);
        for (long row = 7; row < store.Rows; row += 8)
        {
            var embedding = Square.Embedding(store.Rewards[row][0], size);
            for (var column = 0; column < size; column++)
            {
                windows.Write(row)[column] = (Half)embedding[column];
            }
        }

        windows.Flush();
    }
}
