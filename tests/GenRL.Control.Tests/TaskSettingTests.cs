using GenRL.Inference;
using GenRL.Learning.Export;
using GenRL.Robots.Packages;
using GenRL.Safety;
using GenRL.Testing;
using genrl_msgs.srv;
using Serilog.Core;

namespace GenRL.Control.Tests;

/// <summary>Tasks for the conditioned policy while the loop drives, in fake time.</summary>
public sealed class TaskSettingTests : IDisposable
{
    private static readonly NetworkSizes Sizes = RandomPackage.Sizes;

    private readonly ControlRig rig = new();
    private readonly ControlServices services;

    public TaskSettingTests()
    {
        rig.Random.Add(RandomConditionedPolicy.Make(Sizes));
        services = new ControlServices(rig.Loop, rig.Loader, TimeSpan.FromSeconds(20), Logger.None);
        rig.Driving();
    }

    public void Dispose() => rig.Dispose();

    [Fact]
    public void The_first_action_of_a_new_task_comes_one_tick_after_it_was_set()
    {
        Set("swing the hip", 0);
        rig.TickWithFrame(2);
        PolicySession? session = rig.Runner.Current;
        double hip = RandomPackage.Robot.Joints[0].EffortNm;
        Assert.InRange(rig.Transport.Command[0], 0.9 * hip, hip);

        Set("swing the hip back", 0, -1);
        Assert.Equal("swing the hip back", rig.Loader.Name);
        Assert.False(rig.Loader.IsApplied);
        rig.TickWithFrame(3);

        Assert.InRange(rig.Transport.Command[0], -hip, -0.9 * hip);
        Assert.True(rig.Loader.IsApplied);
        Assert.Equal(1, rig.Loader.TaskTicks);
        Assert.Same(session, rig.Runner.Current);
        Assert.Equal(SafetyMode.Active, rig.Mode);
    }

    [Fact]
    public void Behaviours_and_tasks_take_turns_without_opening_the_conditioned_policy_again()
    {
        Set("swing the hip", 0);
        rig.TickWithFrame(2);
        PolicySession? session = rig.Runner.Current;
        rig.Loader.DisposeRetired();

        rig.Loader.Load(rig.Random.Folder, "stand");
        rig.TickWithFrame(3);
        rig.Loader.DisposeRetired();
        Assert.Equal(("stand", "stand", true), (rig.Loader.Name, rig.Runner.Current!.Name, rig.Loader.IsApplied));
        Set("bend the knee", 1);
        rig.TickWithFrame(4);

        Assert.Same(session, rig.Runner.Current);
        Assert.Equal(("bend the knee", true, 1), (rig.Loader.Name, rig.Loader.IsApplied, rig.Loader.TaskTicks));
    }

    [Fact]
    public void The_filter_goes_on_through_every_change_of_task_and_policy()
    {
        using var expected = new PolicyRunner(rig.Random.Package, new PolicyRunnerOptions { Posterior = LatentChoice.Mode });
        expected.Swap(expected.LoadBehaviour(rig.Random.Package, "walk"));
        var action = new float[3];
        expected.Step(ControlRig.Frames[0], GenRL.Inference.FrameLayout.Interleaved, action);
        for (int frame = 1; frame < 12; frame++)
        {
            if (frame > 1)
            {
                rig.TickWithFrame(frame);
            }

            expected.Step(ControlRig.Frames[frame % ControlRig.Frames.Length], GenRL.Inference.FrameLayout.Interleaved, action);
            AssertClose(expected.Deter, rig.Runner.Deter);
            expected.SetExecutedAction([.. rig.Transport.Command.Select((torque, joint) => (float)(torque / RandomPackage.Robot.Joints[joint].EffortNm))]);
            switch (frame)
            {
                case 3: Set("swing the hip", 0); break;
                case 5: Set("bend the knee", 1); break;
                case 7: rig.Loader.Load(rig.Random.Folder, "stand"); break;
                case 9: Set("bend the knee", 1); break;
            }

            rig.Loader.DisposeRetired();
        }
    }

    [Fact]
    public async Task Tasks_set_without_pause_from_another_thread_cost_no_tick_and_no_byte()
    {
        Set("swing the hip", 0);
        Drive(ticks: 50);
        long frames = rig.Loop.Statistics.Frames, bytes = rig.Loop.Statistics.AllocatedBytes;
        using var stop = new CancellationTokenSource();
        TaskCompletionSource first = new(TaskCreationOptions.RunContinuationsAsynchronously);
        int set = 0;
        Task setting = Task.Run(() =>
        {
            for (; !stop.IsCancellationRequested; set++)
            {
                Set($"task {set}", set % 3, set % 2 == 0 ? 1 : -1);
                first.TrySetResult();
            }
        });

        // Else a busy machine may be through with all ticks before the other thread has begun.
        await first.Task;
        Drive(ticks: 1000);
        await stop.CancelAsync();
        await setting;
        rig.TickWithFrame(0);

        ControlStatistics statistics = rig.Loop.Statistics;
        Assert.Equal((1001, 0, 0), (statistics.Frames - frames, statistics.AllocatedBytes - bytes, statistics.MissedDeadlines));
        Assert.Equal((SafetyMode.Active, $"task {set - 1}"), (rig.Mode, rig.Runner.Current!.Name));
    }

    [Fact]
    public void Setting_a_task_is_answered_once_its_first_action_is_out()
    {
        SetTask_Response response = WhileTicking(() => Ask(label: "swing the hip"));

        Assert.True(response.Success, response.Message);
        Assert.InRange(response.Ticks, 1u, 1000u);
        Assert.Equal("swing the hip", rig.Runner.Current!.Name);
    }

    [Fact]
    public void A_robot_without_a_camera_is_told_that_the_task_waits_for_it()
    {
        var impatient = new ControlServices(rig.Loop, rig.Loader, TimeSpan.Zero, Logger.None);

        SetTask_Response response = Ask(impatient, label: "swing the hip");

        Assert.True(response.Success);
        Assert.Contains("none is coming", response.Message, StringComparison.Ordinal);
        Assert.Equal(0u, response.Ticks);
    }

    public static TheoryData<string, float[], string> Refused()
    {
        float[] sound = RandomConditionedPolicy.Axis(Sizes, 0);
        return new()
        {
            { "walk", [], "length 0" },
            { "walk", [.. sound, 0], "width 13" },
            { "walk", sound[..11], "width 11" },
            { "walk", RandomConditionedPolicy.Axis(Sizes, 0, float.NaN), "NaN" },
            { "walk", RandomConditionedPolicy.Axis(Sizes, 0, float.NegativeInfinity), "NaN or infinity" },
            { "walk", RandomConditionedPolicy.Axis(Sizes, 0, 1.01f), "1.01" },
            { "", sound, "label" },
            { new string('a', 5000), sound, "label" },
            { "walk\u001b[2J", sound, "label" },
        };
    }

    [Theory]
    [MemberData(nameof(Refused))]
    public void A_task_that_cannot_be_is_refused_with_the_reason_and_what_runs_goes_on(string label, float[] task, string reason)
    {
        SetTask_Response response = Ask(label: label, task: task);
        rig.TickWithFrame(2);

        Assert.False(response.Success);
        Assert.Contains(reason, response.Message, StringComparison.Ordinal);
        Assert.Equal(("walk", "walk", SafetyMode.Active), (rig.Loader.Name, rig.Runner.Current!.Name, rig.Mode));
    }

    [Fact]
    public void A_task_of_a_million_numbers_is_refused() => Assert.Contains("1048576 numbers", Ask(task: new float[1 << 20]).Message, StringComparison.Ordinal);

    [Fact]
    public void A_package_that_is_none_is_another_one_or_has_no_conditioned_policy_is_refused()
    {
        using var plain = new RandomPackage();
        using var foreign = new RandomPackage(seed: 9);
        foreign.Add(RandomConditionedPolicy.Make(Sizes));

        foreach ((string folder, string sha256, string reason) in new[]
        {
            ("/nonexistent", "", "missing"), ("", "", "missing"), (rig.Random.Folder + "\0", "", ""), (rig.Random.Folder, new string('0', 64), "ask again"),
            (plain.Folder, "", "no conditioned policy"), (foreign.Folder, "", "world model"),
        })
        {
            SetTask_Response response = Ask(folder: folder, sha256: sha256);
            Assert.False(response.Success);
            Assert.Contains(reason, response.Message, StringComparison.Ordinal);
        }

        rig.TickWithFrame(2);
        Assert.Equal(("walk", "walk"), (rig.Loader.Name, rig.Runner.Current!.Name));
    }

    [Fact]
    public void A_conditioned_policy_that_was_trained_on_takes_over_from_the_one_before()
    {
        Set("swing the hip", 0);
        rig.TickWithFrame(2);
        PolicySession? before = rig.Runner.Current;

        rig.Random.Add(RandomConditionedPolicy.Make(Sizes, gain: 2));
        Set("swing the hip", 0);
        rig.TickWithFrame(3);

        Assert.NotSame(before, rig.Runner.Current);
        Assert.Equal(rig.Random.Package.Manifest.ConditionedPolicy!.Sha256, rig.Runner.Current!.Sha256);
    }

    [Fact]
    public void A_damaged_package_is_refused_even_where_its_policy_already_runs()
    {
        Set("swing the hip", 0);
        rig.TickWithFrame(2);
        File.AppendAllText(Path.Combine(rig.Random.Folder, PackageFile.Manifest), " ");
        File.AppendAllText(Path.Combine(rig.Random.Folder, PackageFile.ConditionedPolicy), "x");

        Assert.Throws<PackageException>(() => Set("bend the knee", 1));
        rig.TickWithFrame(3);

        Assert.Equal("swing the hip", rig.Runner.Current!.Name);
    }

    private static void AssertClose(ReadOnlySpan<float> expected, ReadOnlySpan<float> actual)
    {
        for (int i = 0; i < expected.Length; i++)
        {
            Assert.Equal(expected[i], actual[i], 1e-5f);
        }
    }

    private void Set(string label, int axis, float sign = 1) =>
        rig.Loader.SetTask(rig.Random.Folder, new TaskVector(label, RandomConditionedPolicy.Axis(Sizes, axis, sign)));

    private SetTask_Response Ask(
        ControlServices? asked = null, string? folder = null, string sha256 = "", string label = "swing the hip", float[]? task = null)
    {
        var response = new SetTask_Response();
        var request = new SetTask_Request
        {
            PackagePath = folder ?? rig.Random.Folder, Sha256 = sha256, Label = label, Task = [.. task ?? RandomConditionedPolicy.Axis(Sizes, 0)],
        };
        (asked ?? services).SetTask(request, response);
        return response;
    }

    private void Drive(int ticks)
    {
        for (int tick = 0; tick < ticks; tick++)
        {
            rig.TickWithFrame(tick, afterMs: 10);
        }
    }

    private T WhileTicking<T>(Func<T> request)
    {
        Task<T> answer = Task.Run(request);
        for (int frame = 0; !answer.IsCompleted; frame++)
        {
            rig.TickWithFrame(frame, afterMs: 5);
        }

        return answer.Result;
    }
}
