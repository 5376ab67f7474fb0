using GenRL.Data;
using GenRL.Robots;

namespace GenRL.Learning.Tests.WorldModels;

/// <summary>A small dataset in a temporary folder: a white square that the first two actions move over a grey ground.</summary>
internal sealed class MovingSquareStore : IDisposable
{
    private const int Steps = 40;
    private const int Side = 14;
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("genrl-square-");

    /// <param name="episodes">Episodes of 40 rows.</param>
    /// <param name="withWindows">Whether its windows are embedded.</param>
    /// <param name="subset">Subset of an episode by its number; null for one of all.</param>
    /// <param name="actionSize">Actions of the square; the first two move it.</param>
    public MovingSquareStore(int episodes, bool withWindows, Func<int, string>? subset = null, int actionSize = 2)
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
            AddWindows(Store);
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
        var (x, y) = (random.Between(0, 50), random.Between(0, 50));
        for (var row = 0; row < Steps; row++)
        {
            var action = writer.Actions.Write(start + row);
            if (row > 0)
            {
                (action[0], action[1]) = ((float)random.Between(-1, 1), (float)random.Between(-1, 1));
                (x, y) = (Math.Clamp(x + (6 * action[0]), 0, 50), Math.Clamp(y + (6 * action[1]), 0, 50));
            }

            writer.Rewards.Write(start + row)[0] = (float)(x / 50);
            Draw(writer.Frames.Write(start + row), (int)x, (int)y);
        }
    }

    private static void Draw(Span<byte> frame, int x, int y)
    {
        frame.Fill(60);
        for (var channel = 0; channel < FrameFormat.Channels; channel++)
        {
            for (var row = y; row < y + Side; row++)
            {
                frame.Slice((((channel * FrameFormat.Size) + row) * FrameFormat.Size) + x, Side).Fill(240);
            }
        }
    }

    // the embedding of a window says where its last frame's square is: enough for a connector to learn from
    private static void AddWindows(FrameStore store)
    {
        using var windows = store.CreateArray<Half>(Learning.WorldModels.WorldModelRun.EmbeddingArray, 4);
        for (long row = 7; row < store.Rows; row += 8)
        {
            var angle = store.Rewards[row][0] * Math.PI;
            var target = windows.Write(row);
            (target[0], target[1]) = ((Half)Math.Cos(angle), (Half)Math.Sin(angle));
        }

        windows.Flush();
    }
}
