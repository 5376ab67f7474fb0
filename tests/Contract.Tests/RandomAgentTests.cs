using GenRL.Data;
using GenRL.Simulation;

namespace GenRL.Contract.Tests;

/// <summary>Returns of a uniform random agent against those measured independently (task specification, section 9).</summary>
public sealed class RandomAgentTests : IClassFixture<RandomAgentTests.WalkerEpisodes>
{
    private readonly WalkerEpisodes _episodes;

    public RandomAgentTests(WalkerEpisodes episodes) => _episodes = episodes;

    [Theory]
    [InlineData("run", 26, 2)]
    [InlineData("walk", 41, 8)]
    [InlineData("stand", 141, 14)]
    [InlineData("flipping", 11, 5)]
    [InlineData("one_foot", 7, 4)]
    [InlineData("high_kick", 13, 5)]
    [InlineData("lying_down", 458, 70)]
    [InlineData("sit_knees", 72, 29)]
    [InlineData("lunge_pose", 100, 24)]
    public void The_mean_return_lies_inside_the_measured_spread(string task, double mean, double deviation) =>
        Assert.InRange(_episodes.Returns[task].Average(), mean - deviation, mean + deviation);

    /// <summary>20 whole episodes, shared by the cases.</summary>
    public sealed class WalkerEpisodes
    {
        public WalkerEpisodes()
        {
            using var world = Worlds.Create("walker", RenderPreset.Plain);
            var random = new SeededRandom(99);
            var action = new float[world.Robot.ActionSize];
            var rewards = new double[world.Tasks.Count];
            Returns = world.Tasks.ToDictionary(task => task, _ => new List<double>());
            for (ulong episode = 0; episode < 20; episode++)
            {
                world.Reset(episode);
                var sums = new double[rewards.Length];
                for (int step = 0; step < world.EpisodeSteps; step++)
                {
                    for (int i = 0; i < action.Length; i++)
                    {
                        action[i] = (float)random.Between(-1, 1);
                    }

                    world.Step(action, rewards);
                    for (int task = 0; task < sums.Length; task++)
                    {
                        sums[task] += rewards[task];
                    }
                }

                for (int task = 0; task < sums.Length; task++)
                {
                    Returns[world.Tasks[task]].Add(sums[task]);
                }
            }
        }

        public Dictionary<string, List<double>> Returns { get; }
    }
}
