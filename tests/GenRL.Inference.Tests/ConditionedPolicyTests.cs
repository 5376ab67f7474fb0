using GenRL.Learning.Export;
using GenRL.Robots;
using GenRL.Robots.Packages;
using GenRL.Testing;

namespace GenRL.Inference.Tests;

public sealed class ConditionedPolicyTests : IDisposable
{
    private static readonly NetworkSizes Sizes = RandomPackage.Sizes;
    private static readonly TaskVector Hip = new("swing the hip", RandomConditionedPolicy.Axis(Sizes, 0));
    private static readonly TaskVector Knee = new("bend the knee", RandomConditionedPolicy.Axis(Sizes, 1, -1));

    private readonly RandomPackage random = new();

    public ConditionedPolicyTests() => random.Add(RandomConditionedPolicy.Make(Sizes));

    public void Dispose() => random.Dispose();

    [Fact]
    public void The_task_decides_what_the_policy_does()
    {
        using PolicyRunner runner = Runner(out PolicySession session, Hip);
        var action = new float[3];

        Assert.Equal(StepStatus.Ok, runner.Step(Frame(0), FrameLayout.ChannelFirst, action));
        Assert.InRange(action[0], 0.9f, 1f);
        Assert.InRange(action[1], -0.5f, 0.5f);
        session.SetTask(Knee);
        runner.Step(Frame(1), FrameLayout.ChannelFirst, action);

        Assert.InRange(action[1], -1f, -0.9f);
        Assert.InRange(action[0], -0.5f, 0.5f);
    }

    [Fact]
    public void A_new_task_takes_effect_with_the_next_step_and_the_filter_goes_on()
    {
        using PolicyRunner runner = Runner(out PolicySession session, Hip);
        using PolicyRunner steady = Runner(out _, Hip);
        var action = new float[3];
        var other = new float[3];
        for (int tick = 0; tick < 10; tick++)
        {
            if (tick == 5)
            {
                session.SetTask(Knee);
                Assert.Equal("bend the knee", session.Name);
                Assert.False(session.IsOnTask);
                Assert.Same(Hip, session.Task);
            }

            runner.Step(Frame(tick), FrameLayout.ChannelFirst, action);
            steady.Step(Frame(tick), FrameLayout.ChannelFirst, other);

            Assert.Equal(steady.Deter.ToArray(), runner.Deter.ToArray());
            Assert.Equal(steady.Stoch.ToArray(), runner.Stoch.ToArray());
            Assert.Equal(tick < 5, action[0] > 0.9f);
            steady.SetExecutedAction(action);
        }

        Assert.True(session.IsOnTask);
        Assert.Same(Knee, session.Task);
        Assert.Equal((10, 6), (runner.Steps, session.TaskStep));
    }

    [Fact]
    public void A_thousand_steps_with_a_new_task_each_allocate_nothing()
    {
        using PolicyRunner runner = Runner(out PolicySession session, Hip);
        byte[] frame = Frame(1);
        var action = new float[3];
        Retarget(runner, session, frame, action, ticks: 20);

        long before = GC.GetAllocatedBytesForCurrentThread();
        Retarget(runner, session, frame, action, ticks: 1000);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public async Task No_step_sees_half_of_one_task_and_half_of_another()
    {
        float[] uniform = [.. Enumerable.Repeat(1 / MathF.Sqrt(Sizes.Embedding), Sizes.Embedding)];
        TaskVector all = new("all forward", uniform), none = new("all back", uniform.Select(value => -value).ToArray());
        using PolicyRunner runner = Runner(out PolicySession session, all);
        using var stop = new CancellationTokenSource();
        Task setting = Task.Run(() =>
        {
            for (int i = 0; !stop.IsCancellationRequested; i++)
            {
                session.SetTask(i % 2 == 0 ? none : all);
            }
        });
        var action = new float[3];
        int forward = 0;
        for (int step = 0; step < 3000; step++)
        {
            Assert.Equal(StepStatus.Ok, runner.Step(Frame(0), FrameLayout.ChannelFirst, action));
            int positive = action.Count(value => value > 0);
            Assert.True(positive is 0 or 3, $"the joints follow different tasks: {string.Join(" ", action)}");
            forward += positive / 3;
        }

        await stop.CancelAsync();
        await setting;
        Assert.InRange(forward, 1, 2999);
    }

    [Fact]
    public void Behaviours_and_the_conditioned_policy_take_turns_and_its_session_can_be_used_again()
    {
        using PolicyRunner runner = Runner(out PolicySession session, Hip);
        var action = new float[3];
        runner.Step(Frame(0), FrameLayout.ChannelFirst, action);
        runner.Swap(runner.LoadBehaviour(random.Package, "walk"));
        runner.Step(Frame(1), FrameLayout.ChannelFirst, action);
        Assert.Equal("walk", runner.Current!.Name);
        Assert.Same(session, runner.TakeRetired());

        session.SetTask(Knee);
        runner.Swap(session);
        runner.Step(Frame(2), FrameLayout.ChannelFirst, action);

        Assert.Equal("bend the knee", runner.Current.Name);
        Assert.InRange(action[1], -1f, -0.9f);
        runner.TakeRetired()!.Dispose();
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    [InlineData(0f)]
    [InlineData(1.002f)]
    [InlineData(0.998f)]
    [InlineData(-3e38f)]
    public void A_task_that_is_no_unit_vector_is_refused(float value)
    {
        float[] task = RandomConditionedPolicy.Axis(Sizes, 0, value);

        Assert.Throws<ArgumentException>(() => new TaskVector("lie", task));
    }

    [Fact]
    public void A_length_within_a_thousandth_of_one_is_taken_as_it_is() =>
        Assert.Equal(1.0009f, new TaskVector("nearly", RandomConditionedPolicy.Axis(Sizes, 0, 1.0009f)).Values[0]);

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("walk\nfast")]
    [InlineData("walk\0")]
    public void A_label_that_cannot_be_shown_is_refused(string label) =>
        Assert.Throws<ArgumentException>(() => new TaskVector(label, RandomConditionedPolicy.Axis(Sizes, 0)));

    [Fact]
    public void A_label_of_any_length_is_not_taken() =>
        Assert.Throws<ArgumentException>(() => new TaskVector(new string('a', PackageLimits.PromptLength + 1), RandomConditionedPolicy.Axis(Sizes, 0)));

    [Fact]
    public void A_task_of_another_width_or_for_a_behaviour_is_refused_and_a_policy_without_one_not_swapped_in()
    {
        using PolicyRunner runner = Runner(out PolicySession session, Hip);
        using PolicySession walk = runner.LoadBehaviour(random.Package, "walk");
        using PolicySession idle = runner.LoadConditioned(random.Package);

        Assert.Contains("width 13", Assert.Throws<ArgumentException>(() => session.SetTask(
            new TaskVector("wide", RandomConditionedPolicy.Axis(Sizes with { Embedding = 13 }, 0)))).Message, StringComparison.Ordinal);
        Assert.Contains("walk", Assert.Throws<InvalidOperationException>(() => walk.SetTask(Hip)).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>(() => runner.Swap(idle));
        Assert.Equal("swing the hip", session.Name);
    }

    [Fact]
    public void A_package_without_one_or_of_another_world_is_refused()
    {
        using var plain = new RandomPackage();
        using var foreign = new RandomPackage(seed: 9);
        foreign.Add(RandomConditionedPolicy.Make(Sizes));
        using var runner = new PolicyRunner(random.Package);

        Assert.Contains("no conditioned policy", Assert.Throws<PackageException>(() => runner.LoadConditioned(plain.Package)).Message, StringComparison.Ordinal);
        Assert.Contains("world model", Assert.Throws<PackageException>(() => runner.LoadConditioned(foreign.Package)).Message, StringComparison.Ordinal);
    }

    public static TheoryData<string, byte[]> Unfit()
    {
        NetworkSizes wide = Sizes with { Embedding = 13 }, narrow = Sizes with { Actions = 2 };
        byte[] sound = RandomConditionedPolicy.Network(Sizes);
        return new()
        {
            { "task [1, 12]", RandomConditionedPolicy.Network(wide) },
            { "action [1, 3]", RandomConditionedPolicy.Network(narrow) },
            { "task [1, 12]", NetworkGraphs.Policy(RandomNetwork.Weights(Sizes, 1), Sizes).ToBytes() },
            { "NaN", RandomConditionedPolicy.Network(Sizes, gain: float.NaN) },
            { "conditioned/policy", sound[..(sound.Length / 2)] },
            { "conditioned/policy", [] },
        };
    }

    [Theory]
    [MemberData(nameof(Unfit))]
    public void A_network_that_is_no_conditioned_policy_of_the_package_is_refused(string named, byte[] network)
    {
        random.Add(new NewConditionedPolicy { Policy = network, Steps = 0 });

        var error = Assert.Throws<PackageException>(() => PackageCheck.OpenAll(random.Package));

        Assert.Contains(named, error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void A_sound_one_is_among_what_a_package_check_opens() => PackageCheck.OpenAll(random.Package);

    private static byte[] Frame(int seed)
    {
        byte[] frame = new byte[FrameFormat.Bytes];
        new Random(seed).NextBytes(frame);
        return frame;
    }

    private static void Retarget(PolicyRunner runner, PolicySession session, byte[] frame, float[] action, int ticks)
    {
        for (int tick = 0; tick < ticks; tick++)
        {
            session.SetTask(tick % 2 == 0 ? Knee : Hip);
            runner.Step(frame, FrameLayout.Interleaved, action);
        }
    }

    private PolicyRunner Runner(out PolicySession session, TaskVector task)
    {
        var runner = new PolicyRunner(random.Package, new PolicyRunnerOptions { Posterior = LatentChoice.Mode });
        session = runner.LoadConditioned(random.Package);
        session.SetTask(task);
        runner.Swap(session);
        return runner;
    }
}
