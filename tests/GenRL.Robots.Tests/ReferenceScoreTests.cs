namespace GenRL.Robots.Tests;

public sealed class ReferenceScoreTests
{
    [Fact]
    public void The_published_means_of_all_fourteen_tasks_follow_from_the_table()
    {
        double[] overall = [.31, .33, .23, .30, .29, .24, .41, .70, .80];
        foreach ((string method, double published) in PublishedScores.Methods.Zip(overall))
        {
            PublishedScore[] tasks = [.. PublishedScores.All.Where(score => score.Method == method && score.Task is not null)];
            Assert.Equal(14, tasks.Length);
            Assert.Equal(published, tasks.Average(score => score.Mean), 0.0051);
        }
    }

    [Fact]
    public void Scores_are_found_by_method_domain_and_task_and_domain_means_without_one()
    {
        Assert.Equal((.77, .02), Numbers(PublishedScores.Find("GenRL", "walker", "run")));
        Assert.Equal((-.01, .00), Numbers(PublishedScores.Find("TD3-I", "cheetah", "run")));
        Assert.Equal((.75, .01), Numbers(PublishedScores.Find("GenRL", "walker", null)));
        Assert.Null(PublishedScores.Find("IQL-I", "walker", null));
        Assert.Null(PublishedScores.Find("GenRL", "walker", "lunge_pose"));
    }

    [Fact]
    public void Published_tasks_are_the_ones_the_paper_trained_on() =>
        Assert.All(TaskCatalogue.All, task => Assert.Equal(task.InDistribution, PublishedScores.Find("GenRL", task.Domain, task.Task) is not null));

    [Fact]
    public void Every_walker_task_has_a_random_baseline_of_a_hundred_episodes_near_an_independent_one()
    {
        // specification of the tasks, section 9: 30 episodes of another program, mean and deviation of an episode
        (string Task, double Mean, double Deviation)[] independent =
        [
            ("run", 26, 2), ("walk", 41, 8), ("stand", 141, 14), ("flipping", 11, 5), ("one_foot", 7, 4), ("high_kick", 13, 5),
            ("lying_down", 458, 70), ("sit_knees", 72, 29), ("lunge_pose", 100, 24),
        ];
        Assert.Equal(TaskCatalogue.OfDomain("walker").Select(task => task.Task).Order(), independent.Select(task => task.Task).Order());
        foreach ((string task, double mean, double deviation) in independent)
        {
            RandomBaseline baseline = RandomBaseline.Find("walker", task)!;
            Assert.True(baseline.Episodes >= 100, task);
            Assert.InRange(baseline.ReturnMean, mean - deviation, mean + deviation);
            Assert.InRange(baseline.ReturnSe, 0, deviation);
            Assert.Equal(baseline.ReturnMean, TaskCatalogue.Find("walker", task).RandomMeasured);
        }
    }

    private static (double, double) Numbers(PublishedScore? score) => (score!.Mean, score.StandardError);
}
