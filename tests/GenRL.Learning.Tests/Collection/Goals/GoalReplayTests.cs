using GenRL.Data;
using GenRL.Learning.Collection.Goals;
using GenRL.Robots;

namespace GenRL.Learning.Tests.Collection.Goals;

public class GoalReplayTests
{
    private const int Draws = 400;
    private static readonly RobotDescription Robot = new("line", [new JointDescription("slide", -1, 1, 1, 1)], 0.05, 1);
    private static readonly PostureSpace Space = new(Robot, new PoseLayout([0], null, null));

    [Fact]
    public void A_transition_joins_neighbouring_rows_of_one_episode_with_the_action_that_led_on()
    {
        foreach (var (state, action, _, next) in Draw(new GoalOptions { Batch = Draws, HindsightShare = 0, ExchangedShare = 0 }))
        {
            Assert.Equal(state + 1, next);
            Assert.Equal(next / 100, action);
            Assert.NotEqual(9, state);
        }
    }

    [Fact]
    public void Without_replacement_the_reward_is_the_closeness_to_the_goal_pursued()
    {
        // goals are 0.5 in the first episode and -0.5 in the second, postures a tenth of the state's number within the episode
        foreach (var (_, _, reward, next) in Draw(new GoalOptions { Batch = Draws, HindsightShare = 0, ExchangedShare = 0 }))
        {
            Assert.Equal(Space.Closeness([next % 10 / 10], [next < 10 ? 0.5f : -0.5f]), reward, 1e-6);
        }
    }

    [Fact]
    public void In_hindsight_the_goal_is_a_posture_of_the_same_episode_now_or_soon()
    {
        var seen = new HashSet<int>();
        foreach (var (_, _, reward, next) in Draw(new GoalOptions { Batch = Draws, HindsightShare = 1, ExchangedShare = 0, HindsightSteps = 3 }))
        {
            var later = Enumerable.Range(0, 4).Where(offset => (next % 10) + offset <= 9)
                .Single(offset => Math.Abs(Space.Closeness([next % 10 / 10], [((next % 10) + offset) / 10]) - reward) < 1e-6);
            seen.Add(later);
        }

        Assert.Equal([0, 1, 2, 3], seen.Order());
    }

    [Fact]
    public void Exchanged_goals_come_from_any_episode()
    {
        var goals = Draw(new GoalOptions { Batch = Draws, HindsightShare = 0, ExchangedShare = 1 })
            .Where(transition => transition.Next < 10)
            .GroupBy(transition => Math.Abs(Space.Closeness([transition.Next % 10 / 10], [0.5f]) - transition.Reward) < 1e-6)
            .ToDictionary(group => group.Key, group => group.Count());
        Assert.InRange(goals[true] / (double)(goals[true] + goals[false]), 0.35, 0.65);
    }

    [Fact]
    public void A_policy_sees_the_state_the_goal_and_what_is_missing()
    {
        var replay = new GoalReplay(Space, 2, 1);
        var input = new float[replay.InputSize];
        replay.WriteInput([3, 4], [0.25f], [1], input);
        Assert.Equal([3, 4, 1, 0.75f], input);
    }

    private static IEnumerable<(float State, float Action, float Reward, float Next)> Draw(GoalOptions options)
    {
        var replay = new GoalReplay(Space, 1, 1);
        replay.Add(Episode(0, 0.5f));
        replay.Add(Episode(10, -0.5f));
        float[] input = new float[Draws * replay.InputSize], action = new float[Draws], reward = new float[Draws], next = new float[Draws * replay.InputSize];
        replay.Draw(new SeededRandom(1), options, input, action, reward, next);
        return Enumerable.Range(0, Draws).Select(row => (input[row * replay.InputSize], action[row], reward[row], next[row * replay.InputSize]));
    }

    private static GoalEpisodeRows Episode(int first, float goal)
    {
        float[] states = [.. Enumerable.Range(first, 10).Select(row => (float)row)];
        return new GoalEpisodeRows(states, [.. states.Select(row => row % 10 / 10)], [.. states.Select(row => row / 100)], [.. Enumerable.Repeat(goal, 10)]);
    }
}
