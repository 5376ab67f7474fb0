using GenRL.Data;
using GenRL.Simulation.Kitchen;
using GenRL.Simulation.Kitchen.Demonstrations;

namespace GenRL.Simulation.Tests.Kitchen;

public sealed class PlayTests
{
    [Fact]
    public void Play_of_a_seed_comes_again_stays_above_the_stove_and_reaches_places_far_apart()
    {
        List<double[]> hands = Play(8);
        Assert.Equal(hands, Play(8));
        Assert.NotEqual(hands, Play(9));
        Assert.All(hands, hand => Assert.InRange(hand[2], 1.6, 2.9));
        double[] widths = [.. Enumerable.Range(0, 3).Select(axis => hands.Max(hand => hand[axis]) - hands.Min(hand => hand[axis]))];
        Assert.All(widths, width => Assert.True(width > 0.1, string.Join(", ", widths)));
    }

    private static List<double[]> Play(ulong seed)
    {
        using var kitchen = new KitchenEnvironment(RenderPreset.Plain);
        using var agent = new PlayAgent();
        var action = new float[9];
        List<double[]> hands = [];
        kitchen.Reset(seed);
        agent.Begin(new SeededRandom(seed));
        for (int step = 0; step < 60; step++)
        {
            agent.Act(kitchen, action);
            kitchen.Step(action, new double[4]);
            hands.Add(kitchen.Physics.EndEffector.ToArray());
        }

        return hands;
    }
}
