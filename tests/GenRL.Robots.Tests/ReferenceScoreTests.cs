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

    // specification of the tasks, section 9: 30 episodes of another program, mean and deviation of an episode; legs_up is not in it
    public static TheoryData<string, (string Task, double Mean, double Deviation)[]> IndependentReturns => new()
    {
        {
            "walker",
            [
                ("run", 26, 2), ("walk", 41, 8), ("stand", 141, 14), ("flipping", 11, 5), ("one_foot", 7, 4), ("high_kick", 13, 5),
                ("lying_down", 458, 70), ("sit_knees", 72, 29), ("lunge_pose", 100, 24),
            ]
        },
        {
            "stickman",
            [
                ("run", 24, 3), ("walk", 39, 12), ("stand", 74, 21), ("flipping", 30, 19), ("one_foot", 9, 8), ("high_kick", 17, 9),
                ("lying_down", 329, 172), ("sit_knees", 62, 34), ("lunge_pose", 105, 45), ("headstand", 69, 41), ("boxing", 85, 12), ("hands_up", 5, 3),
            ]
        },
        { "cheetah", [("run", 7, 3), ("standing", 6, 1), ("lying_down", 427, 6)] },
        {
            "quadruped",
            [("stand", 244, 411), ("walk", 119, 201), ("run", 122, 205), ("jump", 185, 310), ("lie_down", 763, 362), ("two_legs", 20, 19)]
        },
    };

    [Fact]
    public void A_random_agent_of_a_hundred_episodes_does_none_of_the_kitchen_s_tasks_as_published() =>
        Assert.All(TaskCatalogue.OfDomain("kitchen"), task =>
        {
            Assert.Equal((0.0, 0.0), (task.RandomMeasured!.Value, task.RandomScore));
            Assert.True(RandomBaseline.Find("kitchen", task.Task)!.Episodes >= 100, task.Task);
        });

    [Theory]
    [MemberData(nameof(IndependentReturns))]
    public void Every_task_has_a_random_baseline_of_a_hundred_episodes_near_an_independent_one(
        string domain, (string Task, double Mean, double Deviation)[] independent)
    {
        Assert.Equal(TaskCatalogue.OfDomain(domain).Select(task => task.Task).Where(task => task != "legs_up").Order(), independent.Select(task => task.Task).Order());
        foreach ((string task, double mean, double deviation) in independent)
        {
            RandomBaseline baseline = RandomBaseline.Find(domain, task)!;
            Assert.True(baseline.Episodes >= 100, task);
            Assert.InRange(baseline.ReturnMean, mean - deviation, mean + deviation);
            Assert.InRange(baseline.ReturnSe, 0, deviation);
            Assert.Equal(baseline.ReturnMean, TaskCatalogue.Find(domain, task).RandomMeasured);
        }
    }

    private static (double, double) Numbers(PublishedScore? score) => (score!.Mean, score.StandardError);
}
