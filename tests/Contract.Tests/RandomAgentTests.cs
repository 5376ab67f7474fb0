using GenRL.Data;
using GenRL.Simulation;

namespace GenRL.Contract.Tests;

/// <summary>Returns of a uniform random agent against those measured independently (task specification, section 9).</summary>
public sealed class RandomAgentTests : IClassFixture<RandomAgentTests.Episodes>
{
    private readonly Episodes _episodes;

    public RandomAgentTests(Episodes episodes) => _episodes = episodes;

    [Theory]
    [InlineData("walker", "run", 26, 2)]
    [InlineData("walker", "walk", 41, 8)]
    [InlineData("walker", "stand", 141, 14)]
    [InlineData("walker", "flipping", 11, 5)]
    [InlineData("walker", "one_foot", 7, 4)]
    [InlineData("walker", "high_kick", 13, 5)]
    [InlineData("walker", "lying_down", 458, 70)]
    [InlineData("walker", "sit_knees", 72, 29)]
    [InlineData("walker", "lunge_pose", 100, 24)]
    [InlineData("stickman", "run", 24, 3)]
    [InlineData("stickman", "walk", 39, 12)]
    [InlineData("stickman", "stand", 74, 21)]
    [InlineData("stickman", "flipping", 30, 19)]
    [InlineData("stickman", "one_foot", 9, 8)]
    [InlineData("stickman", "high_kick", 17, 9)]
    [InlineData("stickman", "lying_down", 329, 172)]
    [InlineData("stickman", "sit_knees", 62, 34)]
    [InlineData("stickman", "lunge_pose", 105, 45)]
    [InlineData("stickman", "headstand", 69, 41)]
    [InlineData("stickman", "boxing", 85, 12)]
    [InlineData("stickman", "hands_up", 5, 3)]
    [InlineData("cheetah", "run", 7, 3)]
    [InlineData("cheetah", "standing", 6, 1)]
    [InlineData("cheetah", "lying_down", 427, 6)]
    [InlineData("quadruped", "stand", 244, 411)]
    [InlineData("quadruped", "walk", 119, 201)]
    [InlineData("quadruped", "run", 122, 205)]
    [InlineData("quadruped", "jump", 185, 310)]
    [InlineData("quadruped", "lie_down", 763, 362)]
    [InlineData("quadruped", "two_legs", 20, 19)]
    public void The_mean_return_lies_inside_the_measured_spread(string domain, string task, double mean, double deviation) =>
        Assert.InRange(_episodes.Returns(domain)[task].Average(), mean - deviation, mean + deviation);

    /// <summary>20 whole episodes of each domain, shared by the cases.</summary>
    public sealed class Episodes
    {
        private readonly Dictionary<string, Dictionary<string, List<double>>> _played = [];

        /// <summary>The returns of every task.</summary>
        public Dictionary<string, List<double>> Returns(string domain) =>
            _played.TryGetValue(domain, out var returns) ? returns : _played[domain] = Play(domain);

        private static Dictionary<string, List<double>> Play(string domain)
        {
            using var world = Worlds.Create(domain, RenderPreset.Plain);
            var random = new SeededRandom(99);
            var action = new float[world.Robot.ActionSize];
            var rewards = new double[world.Tasks.Count];
            var returns = world.Tasks.ToDictionary(task => task, _ => new List<double>());
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
                    returns[world.Tasks[task]].Add(sums[task]);
                }
            }

            return returns;
        }
    }
}
