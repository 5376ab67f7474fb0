using System.Text;
using GenRL.Inference;
using GenRL.Prompting.Confidence;
using GenRL.Robots.Packages;

namespace GenRL.Prompting.Tests;

/// <summary>The prompt service over a package with a conditioned policy.</summary>
public sealed class ConditionedServiceTests : IAsyncLifetime
{
    private const string KickTwice = "walk up and kick twice";

    private readonly PromptFixture _fixture = new(conditioned: true);

    private PromptService Service => _fixture.Service;

    private RecordedControl Control => _fixture.Control;

    public Task InitializeAsync() => Task.CompletedTask;

    public async Task DisposeAsync() => await _fixture.DisposeAsync();

    [Fact]
    public async Task An_unknown_sentence_takes_effect_at_once_while_a_behaviour_is_learned()
    {
        (PromptJudgement judgement, RobotTask task) = await Service.CommitAsync(PromptFixture.Kick, null, default);

        (string folder, string label, float[] vector) = Assert.Single(Control.Tasks);
        Assert.Equal((_fixture.ShippedFolder, PromptFixture.Kick), (folder, label));
        Assert.Equal(judgement.Aligned, vector);
        Assert.Equal(PromptFixture.Kick, new TaskVector(label, vector).Label);
        Assert.Equal((TaskPhase.Active, TaskKind.Conditioned, PromptFixture.Kick), (task.Phase, task.Kind, task.Behaviour));
        Assert.Contains("retargeted", task.Message, StringComparison.Ordinal);
        await _fixture.Learner.Started;
        Assert.Equal((TaskPhase.Active, 0.5, 90), (Service.Task.Phase, Service.Task.Progress, Service.Task.RemainingS));
        Assert.Empty(Control.Loaded);
    }

    [Fact]
    public async Task The_vector_is_the_aligned_sentence()
    {
        (PromptJudgement judgement, _) = await Service.CommitAsync(PromptFixture.Kick, null, default);
        using PromptRunner runner = new(ModelPackage.Load(_fixture.ShippedFolder));

        Assert.Equal(runner.Align(_fixture.Model.Embed(PromptFixture.Kick)), judgement.Aligned);
        Assert.NotEqual(judgement.Embedding, judgement.Aligned);
    }

    [Fact]
    public async Task A_known_sentence_keeps_its_behaviour()
    {
        (_, RobotTask task) = await Service.CommitAsync(PromptFixture.Walk, null, default);

        Assert.Equal(("walk", TaskKind.Specialist), (task.Behaviour, task.Kind));
        Assert.Equal("walk", Assert.Single(Control.Loaded).Behaviour);
        Assert.Empty(Control.Tasks);
        Assert.False(_fixture.Learner.Started.IsCompleted);
    }

    [Fact]
    public async Task Nonsense_is_refused_as_without_a_conditioned_policy()
    {
        (PromptJudgement judgement, RobotTask task) = await Service.CommitAsync(PromptFixture.Nonsense, null, default);

        Assert.Equal((Verdict.Refused, TaskPhase.Idle), (judgement.Verdict, task.Phase));
        Assert.Empty(Control.Tasks);
    }

    [Fact]
    public async Task What_was_learned_meanwhile_takes_over_and_reverting_brings_the_vector_back()
    {
        await Service.CommitAsync(PromptFixture.Stand, null, default);
        await LearnAsync(PromptFixture.Kick);
        Assert.Equal((TaskKind.Specialist, 1), (Service.Task.Kind, Service.Task.Progress));
        Assert.Equal((_fixture.CopyFolder, Service.Task.Behaviour), Control.Loaded[^1]);

        RobotTask back = await Service.RevertAsync(default);
        Assert.Equal((PromptFixture.Kick, TaskKind.Conditioned, TaskPhase.Active, 1), (back.Behaviour, back.Kind, back.Phase, back.Progress));
        Assert.Equal(2, Control.Tasks.Count);
        Assert.Equal(Control.Tasks[0].Task, Control.Tasks[1].Task);

        Assert.Equal(("stand", TaskKind.Specialist), ((await Service.RevertAsync(default)).Behaviour, Service.Task.Kind));
    }

    [Fact]
    public async Task Reverting_goes_from_vector_to_vector_in_one_call_and_ends_the_learning()
    {
        await Service.CommitAsync(PromptFixture.Kick, null, default);
        await _fixture.Learner.Started;
        await Service.CommitAsync(KickTwice, null, default);

        RobotTask back = await Service.RevertAsync(default);

        Assert.Equal(PromptFixture.Kick, back.Behaviour);
        Assert.Equal([PromptFixture.Kick, KickTwice, PromptFixture.Kick], Control.Tasks.Select(task => task.Label));
        Assert.NotEqual(Control.Tasks[0].Task, Control.Tasks[1].Task);
        Assert.Equal(Control.Tasks[0].Task, Control.Tasks[2].Task);
        await _fixture.Learner.Ended;
        Assert.Equal("nothing_to_revert", (await Assert.ThrowsAsync<PromptException>(() => Service.RevertAsync(default))).Code);
    }

    [Fact]
    public async Task A_learner_that_still_writes_its_checkpoint_holds_up_no_sentence()
    {
        TaskCompletionSource written = new(TaskCreationOptions.RunContinuationsAsynchronously);
        _fixture.Learner.Checkpoint = written.Task;
        await Service.CommitAsync(PromptFixture.Kick, null, default);
        await _fixture.Learner.Started;

        await Service.CommitAsync(KickTwice, null, default);
        await _fixture.Learner.Ended;
        await Service.CommitAsync(PromptFixture.Walk, null, default);
        Assert.Equal(PromptFixture.Stand, (await Service.CommitAsync(PromptFixture.Stand, null, default)).Task.Prompt);
        Assert.Equal("walk", (await Service.RevertAsync(default)).Behaviour);

        written.SetResult();
        Assert.Equal(("walk", TaskPhase.Active), (Service.Task.Behaviour, Service.Task.Phase));
        Assert.Equal([PromptFixture.Kick, KickTwice], Control.Tasks.Select(task => task.Label));
    }

    [Fact]
    public async Task Asking_again_tells_control_again_and_lets_the_learning_go_on()
    {
        await Service.CommitAsync(PromptFixture.Kick, null, default);
        await _fixture.Learner.Started;
        (_, RobotTask again) = await Service.CommitAsync(PromptFixture.Kick, null, default);

        Assert.Equal((TaskPhase.Active, 0.5), (again.Phase, again.Progress));
        Assert.Equal(2, Control.Tasks.Count);
        Assert.False(_fixture.Learner.Cancelled);
    }

    [Fact]
    public async Task Failed_learning_is_told_and_the_conditioned_policy_goes_on()
    {
        TaskCompletionSource<RobotTask> told = new();
        Service.TaskChanged += task => _ = task.Message.Contains("out of memory", StringComparison.Ordinal) && told.TrySetResult(task);
        await Service.CommitAsync(PromptFixture.Kick, null, default);
        _fixture.Learner.Finish.SetException(new InvalidOperationException("out of memory"));

        RobotTask task = await told.Task;

        Assert.Equal((TaskPhase.Active, TaskKind.Conditioned, 1), (task.Phase, task.Kind, task.Progress));
        Assert.Empty(Control.Loaded);
    }

    [Fact]
    public async Task A_wish_that_control_refuses_leaves_the_vector_and_says_that_nothing_is_learned_any_more()
    {
        await Service.CommitAsync(PromptFixture.Kick, null, default);
        await _fixture.Learner.Started;
        Control.Refusal = "the package is damaged";
        await Assert.ThrowsAsync<ControlException>(() => Service.CommitAsync(KickTwice, null, default));

        Assert.Equal((PromptFixture.Kick, TaskPhase.Active, 1), (Service.Task.Behaviour, Service.Task.Phase, Service.Task.Progress));
        Assert.Null(Service.Task.RemainingS);
        Assert.DoesNotContain("background", Service.Task.Message, StringComparison.Ordinal);
    }

    [Fact]
    public async Task Where_nothing_else_acts_a_behaviour_is_learned_by_default()
    {
        Assert.Equal(SpecialistLearning.WhenNothingActs, new PromptOptions().LearnSpecialist);
        await using PromptFixture helpless = new(conditioned: false, SpecialistLearning.WhenNothingActs);

        (_, RobotTask task) = await helpless.Service.CommitAsync(PromptFixture.Kick, null, default);

        Assert.Equal((TaskPhase.Learning, TaskKind.Specialist), (task.Phase, task.Kind));
    }

    [Theory]
    [InlineData(SpecialistLearning.Never)]
    [InlineData(SpecialistLearning.WhenNothingActs)]
    public async Task Where_nothing_is_learned_beside_it_the_conditioned_policy_acts_alone(SpecialistLearning learning)
    {
        await using PromptFixture quiet = new(conditioned: true, learning);

        (_, RobotTask task) = await quiet.Service.CommitAsync("  walk up\nand kick twice ", null, default);

        Assert.Equal((TaskPhase.Active, TaskKind.Conditioned, 1, KickTwice), (task.Phase, task.Kind, task.Progress, task.Behaviour));
        Assert.False(quiet.Learner.Started.IsCompleted);
        Assert.False(Directory.Exists(quiet.CopyFolder));
    }

    [Fact]
    public async Task Where_learning_is_off_and_there_is_no_conditioned_policy_an_unknown_sentence_is_refused()
    {
        await using PromptFixture quiet = new(conditioned: false, SpecialistLearning.Never);

        PromptException refusal = await Assert.ThrowsAsync<PromptException>(() => quiet.Service.CommitAsync(PromptFixture.Kick, null, default));

        Assert.Equal("not_known", refusal.Code);
        Assert.Equal(TaskPhase.Idle, quiet.Service.Task.Phase);
    }

    [Fact]
    public async Task Replies_carry_what_acts()
    {
        string reply = Encoding.UTF8.GetString(await _fixture.Handler.HandleAsync(Encoding.UTF8.GetBytes($$"""{"op":"say","prompt":"{{PromptFixture.Kick}}"}"""), default));
        Assert.Contains("\"kind\":\"conditioned\"", reply, StringComparison.Ordinal);
        reply = Encoding.UTF8.GetString(await _fixture.Handler.HandleAsync(Encoding.UTF8.GetBytes($$"""{"op":"say","prompt":"{{PromptFixture.Walk}}"}"""), default));
        Assert.Contains("\"kind\":\"specialist\"", reply, StringComparison.Ordinal);
    }

    private async Task LearnAsync(string sentence)
    {
        TaskCompletionSource learned = new();
        Service.TaskChanged += task => _ = task.Kind == TaskKind.Specialist && task.Prompt == sentence && learned.TrySetResult();
        _fixture.Learner.Finish.SetResult();
        await Service.CommitAsync(sentence, null, default);
        await learned.Task;
    }
}
