using GenRL.Prompting.Confidence;
using GenRL.Robots.Packages;

namespace GenRL.Prompting.Tests;

public sealed class PromptServiceTests : IAsyncLifetime
{
    private readonly PromptFixture _fixture = new();

    private PromptService Service => _fixture.Service;

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _fixture.DisposeAsync();

    [Fact]
    public async Task A_known_sentence_puts_its_behaviour_in_charge()
    {
        (PromptJudgement judgement, RobotTask task) = await Service.CommitAsync("Walk FAST clean!", null, default);
        Assert.Equal("walk", judgement.Nearest[0].Behaviour);
        Assert.Equal(1, judgement.Nearest[0].Similarity, 4);
        Assert.Equal((_fixture.ShippedFolder, "walk"), Assert.Single(_fixture.Control.Loaded));
        Assert.Equal((TaskPhase.Active, "walk"), (task.Phase, task.Behaviour));
    }

    [Fact]
    public async Task A_sentence_like_nothing_ever_seen_is_refused_and_changes_nothing()
    {
        await Service.CommitAsync(PromptFixture.Stand, null, default);
        (PromptJudgement judgement, RobotTask task) = await Service.CommitAsync(PromptFixture.Nonsense, null, default);
        Assert.Equal(Verdict.Refused, judgement.Verdict);
        Assert.Equal("stand", task.Behaviour);
        Assert.Single(_fixture.Control.Loaded);
        Assert.False(_fixture.Learner.Started.IsCompleted);
    }

    [Fact]
    public async Task A_sensible_sentence_is_more_certain_than_nonsense() =>
        Assert.True(
            Service.Judge(PromptFixture.Walk).Confidence > Service.Judge(PromptFixture.Nonsense).Confidence + 0.3,
            $"{Service.Judge(PromptFixture.Walk).Parts} against {Service.Judge(PromptFixture.Nonsense).Parts}");

    [Fact]
    public async Task A_sentence_that_no_behaviour_stands_for_is_learned_and_then_put_in_charge()
    {
        TaskCompletionSource<RobotTask> active = new();
        Service.TaskChanged += task =>
        {
            if (task.Phase == TaskPhase.Active)
            {
                active.TrySetResult(task);
            }
        };
        (_, RobotTask learning) = await Service.CommitAsync(PromptFixture.Kick, null, default);
        Assert.Equal(TaskPhase.Learning, learning.Phase);
        await _fixture.Learner.Started;
        Assert.Equal((0.5, 90), (Service.Task.Progress, Service.Task.RemainingS));
        Assert.Empty(_fixture.Control.Loaded);
        _fixture.Learner.Finish.SetResult();
        RobotTask done = await active.Task;
        Assert.Equal((_fixture.CopyFolder, learning.Behaviour), Assert.Single(_fixture.Control.Loaded));
        Assert.Equal(1, done.Progress);
        Assert.Contains(Service.Behaviours(), behaviour => behaviour.Prompt == PromptFixture.Kick);
        Assert.DoesNotContain(ModelPackage.Load(_fixture.ShippedFolder).Manifest.Behaviours, behaviour => behaviour.Prompt == PromptFixture.Kick);
    }

    [Fact]
    public async Task What_was_learned_is_known_after_a_restart()
    {
        await LearnAsync();
        await using PromptService again = _fixture.Open();
        Assert.Contains(again.Behaviours(), behaviour => behaviour.Prompt == PromptFixture.Kick);
    }

    [Fact]
    public async Task Another_wish_ends_the_learning_and_wins()
    {
        await Service.CommitAsync(PromptFixture.Kick, null, default);
        await _fixture.Learner.Started;
        (_, RobotTask task) = await Service.CommitAsync(PromptFixture.Walk, null, default);
        await _fixture.Learner.Ended;
        Assert.Equal("walk", task.Behaviour);
        Assert.Equal("walk", Assert.Single(_fixture.Control.Loaded).Behaviour);
    }

    [Fact]
    public async Task Asking_again_for_what_is_being_learned_lets_it_go_on()
    {
        await Service.CommitAsync(PromptFixture.Kick, null, default);
        await _fixture.Learner.Started;
        (_, RobotTask again) = await Service.CommitAsync(PromptFixture.Kick, null, default);
        Assert.Equal((TaskPhase.Learning, 0.5), (again.Phase, again.Progress));
        Assert.False(_fixture.Learner.Cancelled);
    }

    [Fact]
    public async Task A_wish_that_control_refuses_while_another_is_learned_leaves_what_the_robot_does()
    {
        await Service.CommitAsync(PromptFixture.Stand, null, default);
        await Service.CommitAsync(PromptFixture.Kick, null, default);
        await _fixture.Learner.Started;
        _fixture.Control.Refusal = "the package is damaged";
        await Assert.ThrowsAsync<ControlException>(() => Service.CommitAsync(PromptFixture.Walk, null, default));
        Assert.Equal((TaskPhase.Active, "stand"), (Service.Task.Phase, Service.Task.Behaviour));
    }

    [Fact]
    public async Task Failed_learning_is_told_and_the_service_goes_on()
    {
        TaskCompletionSource<RobotTask> failed = new();
        Service.TaskChanged += task =>
        {
            if (task.Phase == TaskPhase.Failed)
            {
                failed.TrySetResult(task);
            }
        };
        await Service.CommitAsync(PromptFixture.Kick, null, default);
        _fixture.Learner.Finish.SetException(new InvalidOperationException("out of memory"));
        Assert.Contains("out of memory", (await failed.Task).Message, StringComparison.Ordinal);
        (_, RobotTask task) = await Service.CommitAsync(PromptFixture.Walk, null, default);
        Assert.Equal(TaskPhase.Active, task.Phase);
    }

    [Fact]
    public async Task A_refusal_of_control_leaves_the_task_as_it_was()
    {
        await Service.CommitAsync(PromptFixture.Stand, null, default);
        _fixture.Control.Refusal = "the package is damaged";
        await Assert.ThrowsAsync<ControlException>(() => Service.CommitAsync(PromptFixture.Walk, null, default));
        Assert.Equal("stand", Service.Task.Behaviour);
    }

    [Fact]
    public async Task Control_that_does_not_answer_is_given_up()
    {
        _fixture.Control.Silent = true;
        ControlException failure = await Assert.ThrowsAsync<ControlException>(
            () => Service.CommitAsync(PromptFixture.Walk, TimeSpan.FromMilliseconds(20), default));
        Assert.Contains("did not answer", failure.Message, StringComparison.Ordinal);
        Assert.Equal(TaskPhase.Idle, Service.Task.Phase);
    }

    [Fact]
    public async Task Revert_goes_back_one_task_at_a_time()
    {
        await Service.CommitAsync(PromptFixture.Stand, null, default);
        await Service.CommitAsync(PromptFixture.Walk, null, default);
        Assert.Equal("stand", (await Service.RevertAsync(default)).Behaviour);
        Assert.Equal(["stand", "walk", "stand"], _fixture.Control.Loaded.Select(load => load.Behaviour));
        PromptException refusal = await Assert.ThrowsAsync<PromptException>(() => Service.RevertAsync(default));
        Assert.Equal("nothing_to_revert", refusal.Code);
    }

    [Fact]
    public async Task A_revert_that_control_refuses_can_be_asked_again()
    {
        await Service.CommitAsync(PromptFixture.Stand, null, default);
        await Service.CommitAsync(PromptFixture.Walk, null, default);
        _fixture.Control.Refusal = "the package is damaged";
        await Assert.ThrowsAsync<ControlException>(() => Service.RevertAsync(default));
        Assert.Equal("walk", Service.Task.Behaviour);
        _fixture.Control.Refusal = null;
        Assert.Equal("stand", (await Service.RevertAsync(default)).Behaviour);
    }

    [Fact]
    public async Task Revert_ends_learning_and_keeps_what_the_robot_did()
    {
        await Service.CommitAsync(PromptFixture.Stand, null, default);
        await Service.CommitAsync(PromptFixture.Kick, null, default);
        await _fixture.Learner.Started;
        Assert.Equal("stand", (await Service.RevertAsync(default)).Behaviour);
        await _fixture.Learner.Ended;
    }

    private async Task LearnAsync()
    {
        TaskCompletionSource active = new();
        Service.TaskChanged += task => _ = task.Phase == TaskPhase.Active && active.TrySetResult();
        _fixture.Learner.Finish.SetResult();
        await Service.CommitAsync(PromptFixture.Kick, null, default);
        await active.Task;
    }
}
