using GenRL.Data.Clips;

namespace GenRL.Learning.Tests.VideoLanguage;

/// <summary>A corpus of two kinds of clips that differ in their motion: a bar that stays and a bar that moves.</summary>
internal static class TinyCorpus
{
    public const int Measures = 1;

    public static void Write(string folder, int trainClips = 48)
    {
        Directory.CreateDirectory(folder);
        ClipShardEntry[] shards =
        [
            Shard(folder, ClipSplits.Train, trainClips, 1), Shard(folder, ClipSplits.NewBodies, 12, 2), Shard(folder, ClipSplits.Walker, 12, 3),
        ];
        ClipCaption[] captions =
        [
            new("stay", "stay", ClipSplits.Train, [0], []), new("stay there", "stay", ClipSplits.Train, [0], []), new("do not move", "stay", ClipSplits.Train, [0], []),
            new("move", "move", ClipSplits.Train, [1], []), new("go right", "move", ClipSplits.Train, [1], []), new("move on", "move", ClipSplits.Train, [1], []),
            new("eat soup", "nonsense", ClipSplits.Train, [], []), new("blue sky", "nonsense", ClipSplits.Train, [], []),
            new("stay", "stay", ClipSplits.Prompt, [0], []), new("move", "move", ClipSplits.Prompt, [1], []),
            new("stay here", "stay", ClipSplits.HeldOutPhrase, [0], []), new("move right", "move", ClipSplits.HeldOutPhrase, [1], []),
            new("please stay", "stay", ClipSplits.HeldOutFrame, [0], []), new("please move", "move", ClipSplits.HeldOutFrame, [1], []),
            new("zebra", "nonsense", ClipSplits.HeldOutNonsense, [], []),
        ];
        new ClipCorpusDescription(ClipCorpusDescription.CurrentVersion, 1, ["stay", "move"], ["speed"], captions, shards).Save(folder);
    }

    /// <summary>Pixels of a bar at a place, moving by some pixels per frame.</summary>
    public static byte[] Pixels(int start, int speed)
    {
        byte[] pixels = new byte[ClipFormat.PixelBytes];
        for (int image = 0; image < ClipFormat.Frames * 3; image++)
        {
            for (int y = 0; y < ClipFormat.Size; y++)
            {
                int x = (start + speed * (image / 3)) % (ClipFormat.Size - 6);
                pixels.AsSpan(image * ClipFormat.Size * ClipFormat.Size + y * ClipFormat.Size + x, 6).Fill(220);
            }
        }
        return pixels;
    }

    private static ClipShardEntry Shard(string folder, string split, int count, int seed)
    {
        var random = new GenRL.Data.SeededRandom((ulong)seed);
        var clips = Enumerable.Range(0, count).Select(i =>
        {
            int label = i % 2, speed = label * 3;
            float[] measures = [.. Enumerable.Repeat((float)speed, ClipFormat.Frames * Measures)];
            return (new ClipHeader(label, false, false, .05f), measures, Pixels(random.Next(30), speed));
        });
        ClipShard.Write(Path.Combine(folder, split + ".clips"), Measures, [.. clips]);
        return new ClipShardEntry(split + ".clips", split, count);
    }
}
