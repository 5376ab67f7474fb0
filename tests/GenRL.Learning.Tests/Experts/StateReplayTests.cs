using GenRL.Data;
using GenRL.Learning.Experts;

namespace GenRL.Learning.Tests.Experts;

public class StateReplayTests
{
    private const double Discount = 0.5;

    [Theory]
    [InlineData(1, 0, 1, 1, 0.5)]
    [InlineData(3, 0, 1 + (2 * 0.5) + (3 * 0.25), 3, 0.125)]
    [InlineData(3, 2, 3 + (4 * 0.5), 4, 0.25)] // the episode ends after the fourth
    [InlineData(9, 4, 5 + (6 * 0.5), 6, 0.25)] // nothing newer is there
    public void Returns_over_steps_stop_where_the_episode_or_the_replay_ends(int steps, int from, double sum, int next, double discount)
    {
        var drawn = DrawAll(steps, capacity: 20);

        Assert.Equal((10 * (float)sum, (float)sum, (float)next, (float)discount), drawn[from]);
    }

    [Fact]
    public void In_a_full_replay_returns_stop_at_the_newest_transition()
    {
        var drawn = DrawAll(steps: 4, capacity: 5);

        // transition 0 is overwritten by transition 5, the newest, which lies before transition 1
        Assert.Equal([1, 2, 3, 4, 5], drawn.Keys.Order());
        Assert.Equal((60f, 6f, 6f, 0.5f), drawn[5]);
        Assert.Equal(6f, drawn[4].Next);
    }

    // Rewards 1, 2, 3, ... of six transitions, two tasks of which the first has tenfold rewards; states number the steps.
    private static Dictionary<int, (float First, float Second, float Next, float Discount)> DrawAll(int steps, int capacity)
    {
        StateReplay replay = new(capacity, stateSize: 1, actionSize: 1, tasks: 2);
        for (int step = 0; step < 6; step++)
        {
            replay.Add([step], [-step], [10 * (step + 1), step + 1], [step + 1], isLast: step == 3);
        }

        float[] state = new float[200], action = new float[200], rewards = new float[400], next = new float[200], discounts = new float[200];
        replay.Draw(new SeededRandom(1), steps, Discount, state, action, rewards, next, discounts);
        Dictionary<int, (float, float, float, float)> drawn = [];
        for (int row = 0; row < 200; row++)
        {
            Assert.Equal(-state[row], action[row]);
            drawn[(int)state[row]] = (rewards[2 * row], rewards[(2 * row) + 1], next[row], discounts[row]);
        }

        return drawn;
    }
}
