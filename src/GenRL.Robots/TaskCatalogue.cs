namespace GenRL.Robots;

/// <summary>The tasks of every robot that has a world here: prompts and reference scores of the paper's Table 3.</summary>
public static class TaskCatalogue
{
    /// <summary>All tasks, domain by domain, in the order of the table.</summary>
    public static IReadOnlyList<TaskDescription> All { get; } =
    [
        new("walker", "walk", "walk fast clean", "walk fast clean", 45, 960, true),
        new("walker", "run", "run fast clean", "run fast clean", 30, 770, true),
        new("walker", "stand", "standing up straight", "standing up straight", 150, 970, true),
        new("walker", "flipping", "doing backflips", "doing backflips", 20, 720, false),
        new("walker", "one_foot", "stand on one foot", "stand on one foot", 20, 955, false),
        new("walker", "high_kick", "stand up and kick", "stand up and kick", 25, 960, false),
        new("walker", "lying_down", "lying down horizontally", "lying down horizontally", 170, 975, false),
        new("walker", "sit_knees", "praying", "praying", 100, 945, false),
        new("walker", "lunge_pose", "lunge pose", "lunge_pose", 150, 945, false),
    ];

    /// <summary>The tasks of one domain.</summary>
    public static IReadOnlyList<TaskDescription> OfDomain(string domain) => [.. All.Where(t => t.Domain == domain)];

    /// <summary>One task.</summary>
    /// <exception cref="ArgumentException">There is no such task; the message lists those there are.</exception>
    public static TaskDescription Find(string domain, string task) =>
        All.FirstOrDefault(t => t.Domain == domain && t.Task == task)
        ?? throw new ArgumentException(
            $"There is no task '{task}' for '{domain}'. Known: {string.Join(", ", All.Select(t => $"{t.Domain} {t.Task}"))}.", nameof(task));
}
