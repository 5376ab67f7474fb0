using GenRL.Data;
using GenRL.Learning.Collection.Dreamer;
using GenRL.Robots;
using static TorchSharp.torch;

namespace GenRL.Learning.Tests.Collection.Dreamer;

public class PixelReplayTests
{
    [Fact]
    public void Sequences_are_consecutive_rows_of_one_episode_and_mark_its_reset()
    {
        using var scope = NewDisposeScope();
        var replay = new PixelReplay(1000);
        replay.Add(Numbered(0, 12));
        replay.Add(Numbered(100, 9));
        var batch = replay.Draw(new SeededRandom(1), 64, 4);
        var (actions, rewards, isFirst) = (batch.Actions.data<float>().ToArray(), batch.Rewards.data<float>().ToArray(), batch.IsFirst.data<float>().ToArray());
        var frames = batch.Frames!.bytes;
        var starts = new HashSet<int>();
        for (var row = 0; row < 64; row++)
        {
            var start = (int)rewards[row * 4];
            starts.Add(start);
            Assert.InRange(start, start >= 100 ? 100 : 0, start >= 100 ? 105 : 8);
            for (var time = 0; time < 4; time++)
            {
                Assert.Equal(start + time, rewards[(row * 4) + time]);
                Assert.Equal(-(start + time), actions[(row * 4) + time]);
                Assert.Equal(start + time, frames[((row * 4) + time) * FrameFormat.Bytes]);
                Assert.Equal(time == 0 && start is 0 or 100 ? 1 : 0, (int)isFirst[(row * 4) + time] * (time == 0 ? 1 : 0));
            }
        }

        Assert.Contains(8, starts);
        Assert.Contains(105, starts);
    }

    [Fact]
    public void Every_episode_is_drawn_as_often_whatever_its_length()
    {
        using var scope = NewDisposeScope();
        var replay = new PixelReplay(1000);
        replay.Add(Numbered(0, 60));
        replay.Add(Numbered(100, 4));
        var rewards = replay.Draw(new SeededRandom(2), 400, 2).Rewards.data<float>().ToArray();
        Assert.InRange(rewards.Count(value => value >= 100) / 800.0, 0.42, 0.58);
    }

    [Fact]
    public void The_oldest_episodes_leave_when_it_is_full()
    {
        using var scope = NewDisposeScope();
        var replay = new PixelReplay(20);
        replay.Add(Numbered(0, 9));
        replay.Add(Numbered(50, 9));
        replay.Add(Numbered(100, 9));
        Assert.Equal((2, 18), (replay.Episodes, replay.Rows));
        Assert.All(replay.Draw(new SeededRandom(3), 50, 2).Rewards.data<float>().ToArray(), value => Assert.True(value >= 50));
    }

    [Fact]
    public void Sequences_longer_than_every_episode_are_refused()
    {
        var replay = new PixelReplay(20);
        replay.Add(Numbered(0, 5));
        Assert.Throws<InvalidOperationException>(() => replay.Draw(new SeededRandom(1), 1, 6));
    }

    // row r has reward first + r, its negative as action and as the frames' first byte
    private static Episode Numbered(int first, int length)
    {
        var frames = new byte[length * FrameFormat.Bytes];
        for (var row = 0; row < length; row++)
        {
            frames[row * FrameFormat.Bytes] = (byte)(first + row);
        }

        float[] numbers = [.. Enumerable.Range(first, length).Select(row => (float)row)];
        return new Episode(frames, [.. numbers.Select(number => -number)], numbers);
    }
}
