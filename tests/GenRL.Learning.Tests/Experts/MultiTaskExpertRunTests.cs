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
    public void An_unknown_task_is_refused_by_name()
    {
        using var world = new LineEnvironment();
        var error = Assert.Throws<ArgumentException>(() => new MultiTaskExpertRun(world, Small with { Tasks = ["fly"] }));
        Assert.Contains("'fly'", error.Message, StringComparison.Ordinal);
    }

    private static List<ExpertEpisode> Learn(int seed)
    {
        using var world = new LineEnvironment();
        using var run = new MultiTaskExpertRun(world, Small with { Seed = seed });
        var episodes = new List<ExpertEpisode>();
        run.Run(episodes.Add, null, default);
        return episodes;
    }
}
