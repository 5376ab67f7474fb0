using GenRL.Data;

namespace GenRL.Simulation.Tests;

public class RewardAgreementTests
{
    public static TheoryData<string> Domains => [.. Worlds.Domains];

    [Theory]
    [MemberData(nameof(Domains))]
    public void All_rewards_agree_with_a_second_reading_of_the_specification(string domain)
    {
        using var world = Worlds.Create(domain, RenderPreset.Plain);
        var random = new SeededRandom(7);
        var action = new float[world.Robot.ActionSize];
        double[] summed = new double[world.Tasks.Count], rewards = new double[world.Tasks.Count];
        for (ulong episode = 0; episode < 20; episode++)
        {
            world.Reset(episode);
            for (int step = 0; step < 60; step++)
            {
                for (int i = 0; i < action.Length; i++)
                {
                    action[i] = (float)random.Between(-1, 1);
                }

                world.Step(action, summed);
                world.Judge(rewards);
                Dictionary<string, double> expected = RewardOracle.Judge(world);
                Assert.Equal(expected.Keys.Order(), world.Tasks.Order());
                Assert.All(world.Tasks.Zip(rewards), pair => Assert.Equal(expected[pair.First], pair.Second, 9));
            }
        }
    }
}
