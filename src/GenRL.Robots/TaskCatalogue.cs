namespace GenRL.Robots;

/// <summary>The benchmark's 35 tasks: prompts and reference scores of the paper's Table 3.</summary>
public static class TaskCatalogue
{
    /// <summary>All tasks, domain by domain, in the order of the table.</summary>
    public static IReadOnlyList<TaskDescription> All { get; } =
    [
        new("quadruped", "run", "spider running fast", "spider running fast", 10, 930, true),
        new("quadruped", "walk", "spider walking fast", "spider walking fast", 10, 960, true),
        new("quadruped", "stand", "spider standing", "spider standing", 15, 990, true),
        new("quadruped", "jump", "spider jumping", "spider jumping", 15, 875, false),
        new("quadruped", "two_legs", "on two legs", "on two legs", 14, 875, false),
        new("quadruped", "lie_down", "lying down", "lying down", 750, 965, false),
        new("cheetah", "run", "running like a quadruped", "running like a quadruped", 9, 890, true),
        new("cheetah", "standing", "standing like a human", "standing like a human", 5, 930, false),
        new("cheetah", "lying_down", "lying down", "lying down", 430, 920, false),
        new("stickman", "walk", "robot walk fast clean", "robot walk fast clean", 35, 960, true),
        new("stickman", "run", "robot run fast clean", "robot run fast clean", 25, 830, true),
        new("stickman", "stand", "standing", "standing up", 70, 970, true),
        new("stickman", "flipping", "doing flips", "doing flips", 45, 790, false),
        new("stickman", "one_foot", "stand on one foot", "stand on one foot", 20, 865, false),
        new("stickman", "high_kick", "stand up and kick", "stand up and kick", 55, 920, false),
        new("stickman", "lying_down", "lying down horizontally", "lying down horizontally", 380, 965, false),
        // has no row in the table: prompt and scores are the published code's
        new("stickman", "legs_up", "lifting legs up while lying down", "lifting legs up while lying down", 115, 935, false),
        new("stickman", "sit_knees", "praying", "praying", 40, 966, false),
        new("stickman", "lunge_pose", "lunge pose", "lunge_pose", 100, 950, false),
        new("stickman", "headstand", "headstand", "headstand", 180, 955, false),
        new("stickman", "boxing", "punch", "punch", 80, 920, false),
        new("stickman", "hands_up", "standing with the hands up", "standing with the hands up", 5, 830, false),
        new("walker", "walk", "walk fast clean", "walk fast clean", 45, 960, true),
        new("walker", "run", "run fast clean", "run fast clean", 30, 770, true),
        new("walker", "stand", "standing up straight", "standing up straight", 150, 970, true),
        new("walker", "flipping", "doing backflips", "doing backflips", 20, 720, false),
        new("walker", "one_foot", "stand on one foot", "stand on one foot", 20, 955, false),
        new("walker", "high_kick", "stand up and kick", "stand up and kick", 25, 960, false),
        new("walker", "lying_down", "lying down horizontally", "lying down horizontally", 170, 975, false),
        new("walker", "sit_knees", "praying", "praying", 100, 945, false),
        new("walker", "lunge_pose", "lunge pose", "lunge_pose", 150, 945, false),
        // an episode succeeds or does not
        new("kitchen", "microwave", "opening the microwave fully open", "opening the microwave fully open", 0, 1, true),
        new("kitchen", "light", "activate the light", "switch light on", 0, 1, true),
        new("kitchen", "burner", "the burner becomes red", "switch on red burner", 0, 1, true),
        new("kitchen", "slide", "slide cabinet above the knobs", "slide cabinet above the knobs", 0, 1, true),
    ];

    /// <summary>The tasks of one domain.</summary>
    public static IReadOnlyList<TaskDescription> OfDomain(string domain) => [.. All.Where(t => t.Domain == domain)];

    /// <summary>Names of the tasks of one domain.</summary>
    public static IReadOnlyList<string> NamesOf(string domain) => [.. OfDomain(domain).Select(t => t.Task)];

    /// <summary>Whether a task is one of the benchmark's; worlds judge a few more.</summary>
    public static bool Knows(string domain, string task) => All.Any(t => t.Domain == domain && t.Task == task);

    /// <summary>One task.</summary>
    /// <exception cref="ArgumentException">There is no such task; the message lists those there are.</exception>
    public static TaskDescription Find(string domain, string task) =>
        All.FirstOrDefault(t => t.Domain == domain && t.Task == task)
        ?? throw new ArgumentException(
            $"There is no task '{task}' for '{domain}'. Known: {string.Join(", ", All.Select(t => $"{t.Domain} {t.Task}"))}.", nameof(task));
}
