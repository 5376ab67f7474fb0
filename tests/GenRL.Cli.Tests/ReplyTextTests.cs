using GenRL.Cli.Prompts;
using GenRL.Prompting;

namespace GenRL.Cli.Tests;

public sealed class ReplyTextTests
{
    private static readonly RobotTask Kneel = new(TaskPhase.Active, "kneel down", "kneel down", 0.8, 1, "retargeted", TaskKind.Conditioned);

    [Fact]
    public void A_task_of_the_conditioned_policy_says_so() =>
        Assert.Equal("active by the conditioned policy: kneel down: retargeted", ReplyText.Task(Kneel));

    [Fact]
    public void What_is_learned_beside_it_is_told_with_its_progress() => Assert.Equal(
        "active by the conditioned policy (a behaviour of its own: 40 %, about 1:00 left): kneel down: retargeted",
        ReplyText.Task(Kneel with { Progress = 0.4, RemainingS = 60 }));

    [Fact]
    public void A_behaviour_and_its_learning_read_as_before()
    {
        Assert.Equal("active: walk: swapped in", ReplyText.Task(new RobotTask(TaskPhase.Active, "walk", "walk", 1, 1, "swapped in", TaskKind.Specialist)));
        Assert.Equal("learning (25 %): kneel: wait", ReplyText.Task(new RobotTask(TaskPhase.Learning, "kneel", "kneel", 1, 0.25, "wait", TaskKind.Specialist)));
    }
}
