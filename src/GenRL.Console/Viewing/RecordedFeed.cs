using GenRL.Data;
using GenRL.Robots.Scenes;

namespace GenRL.OperatorConsole.Viewing;

/// <summary>Shows a recorded episode in real time, over and over.</summary>
public sealed class RecordedFeed : IPoseFeed
{
    private static readonly TimeSpan Pause = TimeSpan.FromSeconds(1);

    private readonly PoseEpisode _episode;
    private readonly double _periodS;
    private readonly TimeProvider _time;

    /// <param name="episode">What to show.</param>
    /// <param name="scene">The robot it was recorded with.</param>
    /// <param name="periodS">Seconds between two rows.</param>
    /// <param name="time">Source of time.</param>
    /// <exception cref="InvalidDataException">The episode is of another robot or holds what is no pose.</exception>
    public RecordedFeed(PoseEpisode episode, SceneDescription scene, double periodS, TimeProvider time)
    {
        if (episode.PoseSize != scene.PoseSize)
        {
            throw new InvalidDataException(
                $"The episode's poses have {episode.PoseSize} entries, those of the {scene.Robot} {scene.PoseSize}: it was recorded with another robot ('{episode.Details.Domain}').");
        }

        int bad = episode.Poses.IndexOfAnyExceptInRange(double.MinValue, double.MaxValue);
        if (bad >= 0)
        {
            throw new InvalidDataException($"Row {bad / episode.PoseSize} of the episode holds {episode.Poses[bad]}, which is no position.");
        }

        (_episode, _periodS, _time) = (episode, periodS, time);
    }

    /// <inheritdoc/>
    public string Source => $"recorded {_episode.Details.Subset}";

    /// <inheritdoc/>
    public async Task RunAsync(Action<ViewerState> show, CancellationToken cancellation)
    {
        using PeriodicTimer timer = new(TimeSpan.FromSeconds(_periodS), _time);
        try
        {
            while (true)
            {
                for (int row = 0; row < _episode.Length; row++)
                {
                    show(new ViewerState(row * _periodS, _episode.Pose(row).ToArray(), Live: true));
                    await timer.WaitForNextTickAsync(cancellation).ConfigureAwait(false);
                }

                await Task.Delay(Pause, _time, cancellation).ConfigureAwait(false);
            }
        }
        catch (OperationCanceledException) when (cancellation.IsCancellationRequested)
        {
            // that is how it ends
        }
    }
}
