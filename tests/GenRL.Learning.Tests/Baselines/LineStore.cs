using GenRL.Data;
using GenRL.Robots;

namespace GenRL.Learning.Tests.Baselines;

/// <summary>
/// A decision problem in pictures: a bright bar on a line, moved by one action, x' = clip(x + 8 a). A row's embedding says where its bar is;
/// the prompt is the embedding of the right end. Random actions made the data.
/// </summary>
internal sealed class LineStore : IDisposable
{
    public const int Steps = 30;
    public const double End = 52;

    private const int Side = 12;
    private readonly DirectoryInfo folder = Directory.CreateTempSubdirectory("genrl-line-");

    /// <param name="episodes">Episodes of 30 rows.</param>
    /// <param name="stride">Every how many rows there is an embedding, on rows stride - 1, 2 stride - 1, ..</param>
    public LineStore(int episodes, int stride = 1)
    {
        using (var writer = FrameStoreWriter.Open(folder.FullName, new FrameStoreHeader("line", 1, 0, ["right"], "plain"), Enumerable.Range(0, episodes).Select(index => ($"{index}", Steps, "random"))))
        {
            foreach (var episode in writer.Pending.ToArray())
            {
                Fill(writer, episode.Start, new SeededRandom((ulong)episode.Start + 1));
                writer.Complete(episode);
            }
        }

        Store = FrameStore.Open(folder.FullName);
        Embeddings = Store.CreateArray<Half>(Embedding.ArrayName, 2);
        foreach (var episode in Store.Episodes)
        {
            for (var row = stride - 1; row < episode.Length; row += stride)
            {
                var angle = (1 - Store.Rewards[episode.Start + row][0]) * Math.PI / 2;
                var embedding = Embeddings.Write(episode.Start + row);
                (embedding[0], embedding[1]) = ((Half)Math.Cos(angle), (Half)Math.Sin(angle));
            }
        }
    }

    /// <summary>Embedding of the bar at the right end.</summary>
    public static float[] Prompt => [1, 0];

    public FrameStore Store { get; }

    public StepArray<Half> Embeddings { get; }

    public string Folder => folder.FullName;

    public static double Move(double x, float action) => Math.Clamp(x + (8 * Math.Clamp(action, -1, 1)), 0, End);

    public static void Draw(Span<byte> frame, double x)
    {
        frame.Fill(60);
        for (var channel = 0; channel < FrameFormat.Channels; channel++)
        {
            for (var row = 20; row < 44; row++)
            {
                frame.Slice((((channel * FrameFormat.Size) + row) * FrameFormat.Size) + (int)x, Side).Fill(240);
            }
        }
    }

    public void Dispose()
    {
        Embeddings.Dispose();
        Store.Dispose();
        folder.Delete(recursive: true);
    }

    private static void Fill(FrameStoreWriter writer, long start, SeededRandom random)
    {
        var x = random.Between(0, End);
        for (var row = 0; row < Steps; row++)
        {
            var action = row == 0 ? 0 : (float)random.Between(-1, 1);
            x = Move(x, action);
            writer.Actions.Write(start + row)[0] = action;
            writer.Rewards.Write(start + row)[0] = (float)(x / End);
            Draw(writer.Frames.Write(start + row), x);
        }
    }
}
