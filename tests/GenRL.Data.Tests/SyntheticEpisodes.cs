using GenRL.Robots;

namespace GenRL.Data.Tests;

internal static class SyntheticEpisodes
{
    public static Episode Pixels(int length, ulong seed = 1, int actionSize = 6, bool embedded = false)
    {
        SeededRandom random = new(seed);
        byte[] frames = new byte[length * FrameFormat.Bytes];
        for (int i = 0; i < frames.Length; i++)
        {
            frames[i] = (byte)random.Next(256);
        }
        float[] actions = new float[length * actionSize];
        for (int i = actionSize; i < actions.Length; i++)
        {
            actions[i] = (float)random.Between(-1, 1);
        }
        float[] rewards = new float[length];
        for (int i = 1; i < length; i++)
        {
            rewards[i] = (float)random.Between(0, 2);
        }
        float[]? embedding = embedded ? [.. Enumerable.Range(0, length * 4).Select(i => (float)i)] : null;
        return new Episode(frames, actions, rewards, embedding: embedding);
    }

    public static PoseEpisode Poses(int length, ulong seed = 1, string subset = "random")
    {
        SeededRandom random = new(seed);
        double[] poses = [.. Enumerable.Range(0, length * 9).Select(_ => random.NextGaussian())];
        float[] actions = [.. Enumerable.Range(0, length * 6).Select(i => i < 6 ? 0f : (float)random.Between(-1, 1))];
        float[] rewards = [.. Enumerable.Range(0, length * 2).Select(i => i < 2 ? 0f : (float)random.NextDouble())];
        return new PoseEpisode(new PoseEpisodeDetails("walker", subset, ["stand", "walk"], seed, "random"), length, poses, actions, rewards);
    }

    public static EpisodeFileName Name(long index, int length) =>
        new(index, new DateTime(2026, 1, 2, 3, 4, 5), new Guid((int)index, 0, 0, new byte[8]), length);
}
