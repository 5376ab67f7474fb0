using GenRL.Learning.Export.Onnx;
using GenRL.Robots;
using GenRL.Robots.Packages;
using GenRL.Testing;

namespace GenRL.Inference.Tests;

public sealed class PolicyRunnerTests : IDisposable
{
    private static readonly PolicyRunnerOptions Modes = new() { Posterior = LatentChoice.Mode };

    private readonly RandomPackage random = new();

    public void Dispose() => random.Dispose();

    [Fact]
    public void A_step_consumes_the_previous_latent_the_previous_state_and_the_action_that_led_on()
    {
        using PolicyRunner runner = Runner("walk", Modes);
        var expected = new ReferenceFilter(random.Weights, RandomPackage.Sizes);
        var action = new float[runner.ActionSize];

        for (int tick = 0; tick < 20; tick++)
        {
            byte[] frame = Frame(tick);
            Assert.Equal(StepStatus.Ok, runner.Step(frame, FrameLayout.ChannelFirst, action));
            expected.Step(frame);

            AssertClose(expected.Logits, runner.Logits);
            AssertClose(expected.Deter, runner.Deter);
            AssertClose(expected.Stoch, runner.Stoch);
            AssertClose(expected.Action, action);
        }
    }

    [Fact]
    public void A_thousand_steps_allocate_nothing()
    {
        using PolicyRunner runner = Runner("walk");
        byte[] frame = Frame(1);
        var action = new float[runner.ActionSize];
        Run(runner, frame, action, ticks: 20);

        long before = GC.GetAllocatedBytesForCurrentThread();
        Run(runner, frame, action, ticks: 1000);

        Assert.Equal(0, GC.GetAllocatedBytesForCurrentThread() - before);
    }

    [Fact]
    public void The_same_seed_gives_the_same_actions_and_another_seed_others()
    {
        float[] Actions(ulong seed)
        {
            using PolicyRunner runner = Runner("walk", new PolicyRunnerOptions { Seed = seed });
            var all = new List<float>();
            var action = new float[runner.ActionSize];
            for (int tick = 0; tick < 10; tick++)
            {
                runner.Step(Frame(tick), FrameLayout.ChannelFirst, action);
                all.AddRange(action);
            }

            return [.. all];
        }

        Assert.Equal(Actions(1), Actions(1));
        Assert.NotEqual(Actions(1), Actions(2));
    }

    [Fact]
    public void Reset_with_a_seed_repeats_the_episode_exactly()
    {
        using PolicyRunner runner = Runner("walk");
        float[] Episode()
        {
            runner.Reset(9);
            var action = new float[runner.ActionSize];
            for (int tick = 0; tick < 5; tick++)
            {
                runner.Step(Frame(tick), FrameLayout.ChannelFirst, action);
            }

            return action;
        }

        Assert.Equal(Episode(), Episode());
    }

    [Fact]
    public void An_executed_action_other_than_the_policys_changes_what_the_filter_believes()
    {
        using PolicyRunner runner = Runner("walk", Modes);
        var action = new float[runner.ActionSize];
        float[] StateAfter(float[]? executed)
        {
            runner.Reset();
            runner.Step(Frame(0), FrameLayout.ChannelFirst, action);
            if (executed is not null)
            {
                runner.SetExecutedAction(executed);
            }

            runner.Step(Frame(1), FrameLayout.ChannelFirst, action);
            return runner.Deter.ToArray();
        }

        float[] own = StateAfter(null);

        Assert.NotEqual(own, StateAfter([0.9f, -0.9f, 0.9f]));
        runner.Reset();
        runner.Step(Frame(0), FrameLayout.ChannelFirst, action);
        Assert.Equal(own, StateAfter((float[])action.Clone()));
    }

    [Fact]
    public void Without_a_behaviour_the_action_is_zero_and_the_state_follows()
    {
        using var runner = new PolicyRunner(random.Package, Modes);
        float[] action = [1, 1, 1];

        Assert.Equal(StepStatus.NoBehaviour, runner.Step(Frame(0), FrameLayout.ChannelFirst, action));

        Assert.Equal([0, 0, 0], action);
        Assert.NotEqual(0, runner.Deter.ToArray().Select(Math.Abs).Sum());
    }

    [Fact]
    public void A_swap_takes_effect_with_the_next_step_and_hands_back_the_old_session()
    {
        using PolicyRunner runner = Runner("walk", Modes);
        var action = new float[runner.ActionSize];
        runner.Step(Frame(0), FrameLayout.ChannelFirst, action);
        PolicySession walk = runner.Current!;
        PolicySession stand = runner.LoadBehaviour(random.Package, "stand");

        Assert.Null(runner.Swap(stand));
        Assert.Same(walk, runner.Current);
        Assert.Null(runner.TakeRetired());
        runner.Step(Frame(1), FrameLayout.ChannelFirst, action);

        Assert.Same(stand, runner.Current);
        using PolicySession? retired = runner.TakeRetired();
        Assert.Same(walk, retired);
    }

    [Fact]
    public void Of_two_swaps_between_two_steps_the_later_one_counts_and_the_other_is_handed_back()
    {
        using PolicyRunner runner = Runner("walk", Modes);
        runner.Step(Frame(0), FrameLayout.ChannelFirst, new float[3]);
        PolicySession first = runner.LoadBehaviour(random.Package, "stand");
        PolicySession second = runner.LoadBehaviour(random.Package, "stand");

        Assert.Null(runner.Swap(first));
        using PolicySession? displaced = runner.Swap(second);
        runner.Step(Frame(1), FrameLayout.ChannelFirst, new float[3]);

        Assert.Same(first, displaced);
        Assert.Same(second, runner.Current);
    }

    [Fact]
    public async Task Hundreds_of_swaps_from_another_thread_disturb_no_step()
    {
        using PolicyRunner runner = Runner("walk");
        int applied = 0;
        using var stop = new CancellationTokenSource();
        Task swapping = Task.Run(() =>
        {
            for (int i = 0; i < 200; i++)
            {
                runner.Swap(runner.LoadBehaviour(random.Package, i % 2 == 0 ? "stand" : "walk"))?.Dispose();
                PolicySession? old;
                while ((old = runner.TakeRetired()) is null)
                {
                    Thread.Yield();
                }

                old.Dispose();
                applied++;
            }

            stop.Cancel();
        });
        var action = new float[runner.ActionSize];

        while (!stop.IsCancellationRequested && !swapping.IsFaulted)
        {
            Assert.Equal(StepStatus.Ok, runner.Step(Frame(1), FrameLayout.ChannelFirst, action));
        }

        await swapping;
        Assert.Equal(200, applied);
    }

    [Fact]
    public void A_behaviour_learned_on_another_world_model_is_refused()
    {
        using PolicyRunner runner = Runner("walk");
        using var other = new RandomPackage(seed: 50);

        Assert.Throws<PackageException>(() => runner.LoadBehaviour(other.Package, "walk"));
        using PolicySession session = PolicySession.Open(other.Package, "walk");
        Assert.Throws<ArgumentException>(() => runner.Swap(session));
    }

    [Fact]
    public void Networks_that_give_no_numbers_are_reported_and_the_action_is_zero()
    {
        NetworkWeights weights = RandomNetwork.Weights(RandomPackage.Sizes, 1, parameter: name => name == "posterior.logits.bias" ? float.NaN : null);
        using var broken = new RandomPackage(parameters: weights);
        using var runner = new PolicyRunner(broken.Package);
        float[] action = [1, 1, 1];

        Assert.Equal(StepStatus.NotFinite, runner.Step(Frame(0), FrameLayout.ChannelFirst, action));

        Assert.Equal([0, 0, 0], action);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(100)]
    [InlineData(FrameFormat.Bytes * 2)]
    public void A_frame_of_the_wrong_length_is_refused_and_changes_nothing(int length)
    {
        using PolicyRunner runner = Runner("walk");
        var action = new float[runner.ActionSize];
        runner.Step(Frame(0), FrameLayout.ChannelFirst, action);
        float[] before = runner.Deter.ToArray();

        Assert.Throws<ArgumentException>(() => runner.Step(new byte[length], FrameLayout.Interleaved, action));

        Assert.Equal(before, runner.Deter.ToArray());
    }

    private static byte[] Frame(int seed)
    {
        byte[] frame = new byte[FrameFormat.Bytes];
        new Random(seed).NextBytes(frame);
        return frame;
    }

    private static void Run(PolicyRunner runner, byte[] frame, float[] action, int ticks)
    {
        for (int tick = 0; tick < ticks; tick++)
        {
            runner.Step(frame, FrameLayout.Interleaved, action);
        }
    }

    private static void AssertClose(ReadOnlySpan<double> expected, ReadOnlySpan<float> actual)
    {
        Assert.Equal(expected.Length, actual.Length);
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.Equal(expected[i], actual[i], 1e-4);
        }
    }

    private PolicyRunner Runner(string behaviour, PolicyRunnerOptions? options = null)
    {
        var runner = new PolicyRunner(random.Package, options);
        runner.Swap(runner.LoadBehaviour(random.Package, behaviour));
        return runner;
    }
}
