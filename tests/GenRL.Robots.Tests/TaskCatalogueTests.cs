namespace GenRL.Robots.Tests;

/// <summary>The catalogue against the published tables (task specification, section 8).</summary>
public class TaskCatalogueTests
{
    [Theory]
    [InlineData("stickman", "stand", "standing", "standing up", 70, 970)]
    [InlineData("stickman", "walk", "robot walk fast clean", "robot walk fast clean", 35, 960)]
    [InlineData("stickman", "legs_up", "lifting legs up while lying down", "lifting legs up while lying down", 115, 935)]
    [InlineData("stickman", "sit_knees", "praying", "praying", 40, 966)]
    [InlineData("stickman", "lunge_pose", "lunge pose", "lunge_pose", 100, 950)]
    [InlineData("stickman", "headstand", "headstand", "headstand", 180, 955)]
    [InlineData("stickman", "boxing", "punch", "punch", 80, 920)]
    [InlineData("stickman", "hands_up", "standing with the hands up", "standing with the hands up", 5, 830)]
    [InlineData("walker", "lunge_pose", "lunge pose", "lunge_pose", 150, 945)]
    [InlineData("cheetah", "run", "running like a quadruped", "running like a quadruped", 9, 890)]
    [InlineData("cheetah", "standing", "standing like a human", "standing like a human", 5, 930)]
    [InlineData("cheetah", "lying_down", "lying down", "lying down", 430, 920)]
    [InlineData("quadruped", "run", "spider running fast", "spider running fast", 10, 930)]
    [InlineData("quadruped", "walk", "spider walking fast", "spider walking fast", 10, 960)]
    [InlineData("quadruped", "stand", "spider standing", "spider standing", 15, 990)]
    [InlineData("quadruped", "jump", "spider jumping", "spider jumping", 15, 875)]
    [InlineData("quadruped", "two_legs", "on two legs", "on two legs", 14, 875)]
    [InlineData("quadruped", "lie_down", "lying down", "lying down", 750, 965)]
    [InlineData("kitchen", "microwave", "opening the microwave fully open", "opening the microwave fully open", 0, 1)]
    [InlineData("kitchen", "light", "activate the light", "switch light on", 0, 1)]
    [InlineData("kitchen", "burner", "the burner becomes red", "switch on red burner", 0, 1)]
    [InlineData("kitchen", "slide", "slide cabinet above the knobs", "slide cabinet above the knobs", 0, 1)]
    public void Prompts_of_paper_and_code_and_both_scores_are_those_published(
        string domain, string task, string prompt, string promptOfCode, double random, double expert)
    {
        TaskDescription known = TaskCatalogue.Find(domain, task);
        Assert.Equal((prompt, promptOfCode), (known.Prompt, known.PromptCode));
        Assert.Equal(0, known.Normalize(random), 12);
        Assert.Equal(1, known.Normalize(expert), 12);
    }

    [Theory]
    [InlineData("walker", 9, "run stand walk")]
    [InlineData("stickman", 13, "run stand walk")]
    [InlineData("cheetah", 3, "run")]
    [InlineData("quadruped", 6, "run stand walk")]
    [InlineData("kitchen", 4, "burner light microwave slide")]
    public void Every_robot_has_its_tasks_once_and_the_published_data_show_some_of_them(string domain, int tasks, string inData)
    {
        Assert.Equal(tasks, TaskCatalogue.OfDomain(domain).Select(task => task.Task).Distinct().Count());
        Assert.Equal(inData.Split(' '), TaskCatalogue.OfDomain(domain).Where(task => task.InDistribution).Select(task => task.Task).Order());
    }

    [Fact]
    public void The_benchmark_has_thirty_five_tasks_of_which_the_published_data_show_fourteen()
    {
        Assert.Equal(35, TaskCatalogue.All.Count);
        Assert.Equal(14, TaskCatalogue.All.Count(task => task.InDistribution));
    }

    [Fact]
    public void A_task_that_a_robot_does_not_have_is_refused_with_the_known_ones() =>
        Assert.Contains("stickman boxing", Assert.Throws<ArgumentException>(() => TaskCatalogue.Find("walker", "boxing")).Message, StringComparison.Ordinal);
}
