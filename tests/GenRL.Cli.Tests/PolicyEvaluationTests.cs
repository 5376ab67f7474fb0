using GenRL.Cli.CommandLine;
using GenRL.Cli.Pipelines;
using GenRL.Data;
using GenRL.Robots.Packages;

namespace GenRL.Cli.Tests;

public sealed class PolicyEvaluationTests
{
    [Fact]
    public void Returns_of_a_package_from_pixels_do_not_depend_on_the_number_of_threads_either()
    {
        var package = ModelPackage.Load(DefaultPaths.FromRoot(DefaultPaths.Package));
        double[][] returns = [.. new[] { 1, 3 }.Select(threads =>
            PolicyEvaluation.Run(() => new ShortWorld(), () => new PackageAgent(package, "walk"), new EvaluationSetting(3, 7, threads))[0].Returns)];
        Assert.Equal(returns[0], returns[1]);
        Assert.Equal(3, returns[0].Distinct().Count());
    }

    [Fact]
    public void Returns_do_not_depend_on_the_number_of_threads()
    {
        var alone = Run(new EvaluationSetting(3, 7, 1));
        var together = Run(new EvaluationSetting(3, 7, 3));
        Assert.Equal(alone.SelectMany(task => task.Returns), together.SelectMany(task => task.Returns));
        Assert.Equal(["walk"], alone.Where(task => task.Task == "walk").Select(task => task.Task));
    }

    [Fact]
    public void More_episodes_begin_with_those_of_fewer_and_another_seed_gives_others()
    {
        var few = Run(new EvaluationSetting(1, 7));
        Assert.Equal(few[0].Returns, Run(new EvaluationSetting(2, 7))[0].Returns[..1]);
        Assert.NotEqual(few[0].Returns, Run(new EvaluationSetting(1, 8))[0].Returns);
    }

    [Fact]
    public void A_score_is_normalised_by_the_published_and_by_the_measured_random_agent()
    {
        var score = BehaviourScore.Of("walker", "stand", "stand", "", [150.0, 970.0]);
        Assert.Equal((560, 410), (score.ReturnMean, score.ReturnSe), new Close());
        Assert.Equal((0.5, 0.5), (score.NormalizedMean, score.NormalizedSe), new Close());
        var random = GenRL.Robots.RandomBaseline.Find("walker", "stand")!.ReturnMean;
        Assert.Equal(((560 - random) / (970 - random), 410 / (970 - random)), (score.NormalizedMeasuredMean!.Value, score.NormalizedMeasuredSe!.Value), new Close());
    }

    [Fact]
    public void A_failing_agent_ends_the_evaluation_with_its_error()
    {
        var world = () => new ShortWorld();
        Assert.Throws<NotSupportedException>(() => PolicyEvaluation.Run(world, () => throw new NotSupportedException(), new EvaluationSetting(4, 1, 2)));
        Assert.Throws<ArgumentOutOfRangeException>(() => PolicyEvaluation.Run(world, () => throw new NotSupportedException(), new EvaluationSetting(0, 1)));
    }

    private static IReadOnlyList<(string Task, double[] Returns)> Run(EvaluationSetting setting) =>
        PolicyEvaluation.Run(() => new ShortWorld(), () => new NoisyAgent(new StatePolicyAgent([(_, action) => action.Clear()]), new ActionNoise()), setting);

    private sealed class Close : IEqualityComparer<(double, double)>
    {
        public bool Equals((double, double) x, (double, double) y) => Math.Abs(x.Item1 - y.Item1) < 1e-9 && Math.Abs(x.Item2 - y.Item2) < 1e-9;

        public int GetHashCode((double, double) pair) => 0;
    }

    [Fact]
    public void Tasks_that_are_not_the_benchmarks_get_no_score()
    {
        var scores = BehaviourScore.OfAll("quadruped", "stand", "spider standing", [("stand", [990]), ("roll", [700]), ("jump", [875])]);
        Assert.Equal([("stand", 1.0), ("jump", 1.0)], scores.Select(score => (score.Task, score.NormalizedMean)));
    }
}
