using GenRL.Simulation.Kitchen;

namespace GenRL.Simulation.Tests.Kitchen;

/// <summary>Success and rewards (task specification, section 6.4).</summary>
public sealed class KitchenTaskTests : IDisposable
{
    private readonly KitchenEnvironment _kitchen = new(RenderPreset.Plain, noisy: false);
    private readonly double[] _rewards = new double[4];

    public void Dispose() => _kitchen.Dispose();

    private static readonly Dictionary<string, (int Entry, double Value)[]> Goals = new()
    {
        ["microwave"] = [(16, -.75)],
        ["light"] = [(13, -.69), (14, -.69 / 14)],
        ["burner"] = [(9, -.88), (10, -.88 / 174)],
        ["slide"] = [(15, .37)],
        ["top_burner"] = [(11, -.92), (12, -.92 / 174)],
        ["kettle"] = [(17, -.23), (18, .75), (19, 1.62), (20, .99), (21, 0), (22, 0), (23, -.06)],
    };

    private double[] Pose(string? task)
    {
        double[] pose = [.. KitchenEnvironment.StartPose];
        foreach ((int entry, double value) in task is null ? [] : Goals[task])
        {
            pose[entry] = value;
        }

        return pose;
    }

    [Theory]
    [InlineData("microwave")]
    [InlineData("light")]
    [InlineData("burner")]
    [InlineData("slide")]
    [InlineData("kettle")]
    [InlineData("top_burner")]
    public void A_goal_set_by_hand_is_a_success_of_its_task_alone_and_the_start_is_none(string task)
    {
        foreach (KitchenTask known in KitchenTasks.All.Concat(KitchenTasks.Further))
        {
            _kitchen.ResetTo(Pose(null));
            Assert.False(known.Succeeds(_kitchen.Readings.Values), known.Name);
            _kitchen.ResetTo(Pose(task));
            Assert.Equal(known.Name == task, known.Succeeds(_kitchen.Readings.Values));
        }
    }

    [Theory]
    [InlineData("microwave", 16, -.49, false)]
    [InlineData("microwave", 16, -.51, true)]
    [InlineData("microwave", 16, -.99, true)]
    [InlineData("microwave", 16, -1.01, false)]
    [InlineData("slide", 15, .169, false)]
    [InlineData("slide", 15, .171, true)]
    [InlineData("burner", 9, -.37, false)]
    [InlineData("burner", 9, -.39, true)]
    [InlineData("burner", 9, -1.37, true)]
    [InlineData("burner", 9, -1.39, false)]
    [InlineData("light", 13, -.18, false)]
    [InlineData("light", 13, -.20, true)]
    public void Success_ends_where_the_specification_says(string task, int entry, double value, bool succeeds)
    {
        double[] pose = Pose(null);
        pose[entry] = value;
        _kitchen.ResetTo(pose);
        Assert.Equal(succeeds, KitchenTasks.Find(task).Succeeds(_kitchen.Readings.Values));
    }

    [Fact]
    public void The_first_success_of_an_episode_is_rewarded_with_one_and_nothing_else_is()
    {
        _kitchen.Reset(1);
        _kitchen.Step(new float[9], _rewards);
        Assert.Equal([0, 0, 0, 0], _rewards);
        KitchenTask slide = KitchenTasks.Find("slide");
        Assert.Equal(-slide.Distance(_kitchen.Readings.Values), _kitchen.DenseReward(slide));
        Assert.Equal(-.37, _kitchen.DenseReward(slide), 2);

        var door = _kitchen.Data.Field<double>("qpos");
        door[15] = .3;
        _kitchen.Step(new float[9], _rewards);
        Assert.Equal([0, 0, 0, 1], _rewards);
        Assert.Equal(0, _kitchen.DenseReward(slide));
        for (int step = 0; step < 3; step++)
        {
            door[15] = step == 1 ? 0 : .3;
            _kitchen.Step(new float[9], _rewards);
            Assert.Equal([0, 0, 0, 0], _rewards);
            Assert.Equal(0, _kitchen.DenseReward(slide));
        }

        _kitchen.Reset(1);
        door[15] = .3;
        _kitchen.Step(new float[9], _rewards);
        Assert.Equal(1, _rewards[3]);
    }

    [Fact]
    public void The_present_state_is_judged_without_regard_to_what_came_before()
    {
        _kitchen.ResetTo(Pose("microwave"));
        for (int times = 0; times < 2; times++)
        {
            _kitchen.Judge(_rewards);
            Assert.Equal([1, 0, 0, 0], _rewards);
        }
    }

    [Fact]
    public void Tasks_that_are_not_there_are_refused_with_those_that_are()
    {
        Assert.Contains("top_burner", Assert.Throws<ArgumentException>(() => KitchenTasks.Find("dishes")).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => _kitchen.DenseReward(KitchenTasks.Find("kettle")));
    }
}
