using System.Threading.Channels;
using GenRL.Data;
using GenRL.OperatorConsole.Viewing;
using GenRL.Robots.Scenes;

namespace GenRL.OperatorConsole.Tests;

public sealed class RecordedFeedTests
{
    private static readonly SceneDescription Scene = new("arm", ["elbow"], [], [], [], [], null, [0, 0]);

    private static PoseEpisode Episode(params double[] poses) => new(
        new PoseEpisodeDetails("arm", "wave", ["reach"], 1, "test"), poses.Length / 2, poses, new float[poses.Length / 2], new float[poses.Length / 2]);

    [Fact]
    public async Task Rows_come_one_by_one_in_their_own_time_and_again_after_the_last()
    {
        SteppedTime time = new();
        RecordedFeed feed = new(Episode(1, 2, 3, 4), Scene, 0.05, time);
        Channel<ViewerState> shown = Channel.CreateUnbounded<ViewerState>();
        using CancellationTokenSource end = new();
        Task running = feed.RunAsync(state => shown.Writer.TryWrite(state), end.Token);

        Assert.Equal([1, 2], (await shown.Reader.ReadAsync()).Pose);
        Assert.False(shown.Reader.TryPeek(out _));
        time.Advance(TimeSpan.FromSeconds(0.05));
        ViewerState second = await shown.Reader.ReadAsync();
        Assert.Equal([3, 4], second.Pose);
        Assert.Equal((0.05, true), (second.TimeS, second.Live));
        ValueTask<ViewerState> again = shown.Reader.ReadAsync();
        while (!again.IsCompleted)
        {
            // the feed asks for its next timer on a thread of its own: time passes until it has
            time.Advance(TimeSpan.FromSeconds(0.05));
            await Task.Yield();
        }

        Assert.Equal([1, 2], (await again).Pose);
        await end.CancelAsync();
        await running;
        Assert.Equal("recorded wave", feed.Source);
    }

    [Fact]
    public void An_episode_of_another_robot_or_with_what_is_no_position_is_refused()
    {
        Assert.Contains("another robot ('arm')", Refusal(Episode(1, 2), Scene with { ReferencePose = [0, 0, 0] }), StringComparison.Ordinal);
        Assert.Contains("Row 1", Refusal(Episode(1, 2, double.NaN, 4), Scene), StringComparison.Ordinal);
        Assert.Contains("Row 0", Refusal(Episode(1, double.NegativeInfinity, 3, 4), Scene), StringComparison.Ordinal);
    }

    private static string Refusal(PoseEpisode episode, SceneDescription scene) =>
        Assert.Throws<InvalidDataException>(() => new RecordedFeed(episode, scene, 0.05, TimeProvider.System)).Message;
}
