using GenRL.Learning.Experts;
using GenRL.Learning.Tests.Behaviours;

namespace GenRL.Learning.Tests.Experts;

public class MultiTaskExpertRunTests
{
    private static readonly Td3Options Small = new() { Tasks = ["right"], Steps = 120, RandomEpisodes = 1, Units = 8, Batch = 8 };

    [Fact]
    public void Runs_side_by_side_do_what_each_does_alone()
    {
        List<ExpertEpisode>[] alone = [Learn(1), Learn(2)];
        var together = new List<ExpertEpisode>[2];

        Parallel.For(0, 2, run => together[run] = Learn(run + 1));

        for (var run = 0; run < 2; run++)
        {
            Assert.Equal(alone[run].SelectMany(episode => episode.Actions), together[run].SelectMany(episode => episode.Actions));
        }

        Assert.NotEqual(alone[0][^1].Actions, alone[1][^1].Actions);
    }

    [Fact]
    public void A_run_that_was_stopped_goes_on_as_if_it_had_not_been()
    {
        var options = Small with { Tasks = ["right", "left"], Steps = 400 };
        List<ExpertEpisode> whole = Learn(options);
        string folder = Directory.CreateTempSubdirectory("genrl-expert-").FullName;
        try
        {
            string checkpoint = Path.Combine(folder, "run.safetensors");
            using CancellationTokenSource stop = new();
            List<ExpertEpisode> first = [];
            Assert.ThrowsAny<OperationCanceledException>(() => Learn(options, first, checkpoint, stop.Token, () =>
            {
                if (first.Count == 3)
                {
                    stop.Cancel();
                }
            }));
            List<ExpertEpisode> rest = [];
            Learn(options, rest, checkpoint, default, null);
            Assert.Equal((3, 1), (first.Count, rest.Count));
            Assert.Equal(whole.SelectMany(episode => episode.Actions), first.Concat(rest).SelectMany(episode => episode.Actions));
            Assert.Empty(Relearn(options, checkpoint));
            File.WriteAllBytes(checkpoint, File.ReadAllBytes(checkpoint)[..200]);
            Assert.Throws<InvalidDataException>(() => Relearn(options, checkpoint));
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }

    [Fact]
    public void An_unknown_task_is_refused_by_name()
    {
        using var world = new LineEnvironment();
        var error = Assert.Throws<ArgumentException>(() => new MultiTaskExpertRun(world, Small with { Tasks = ["fly"] }));
        Assert.Contains("'fly'", error.Message, StringComparison.Ordinal);
    }

    private static List<ExpertEpisode> Learn(int seed) => Learn(Small with { Seed = seed });

    private static List<ExpertEpisode> Learn(Td3Options options)
    {
        List<ExpertEpisode> episodes = [];
        Learn(options, episodes, null, default, null);
        return episodes;
    }

    private static List<ExpertEpisode> Relearn(Td3Options options, string checkpoint)
    {
        List<ExpertEpisode> episodes = [];
        Learn(options, episodes, checkpoint, default, null);
        return episodes;
    }

    private static void Learn(Td3Options options, List<ExpertEpisode> episodes, string? checkpoint, CancellationToken stop, Action? stored)
    {
        using var world = new LineEnvironment();
        using var run = new MultiTaskExpertRun(world, options);
        run.Run(
            episode =>
            {
                episodes.Add(episode);
                stored?.Invoke();
            },
            null, stop, checkpoint);
    }
}
