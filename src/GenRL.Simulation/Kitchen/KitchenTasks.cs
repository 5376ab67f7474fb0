using static GenRL.Simulation.Kitchen.KitchenCoordinates;

namespace GenRL.Simulation.Kitchen;

/// <summary>The kitchen's tasks (task specification, section 6.4).</summary>
public static class KitchenTasks
{
    /// <summary>The four that the paper evaluates.</summary>
    public static IReadOnlyList<KitchenTask> All { get; } =
    [
        new("microwave", MicrowaveDoor, [-0.75], 0.25),
        new("light", LightSwitch, [-0.69, -0.05], 0.5),
        new("burner", Knob2, [-0.88, -0.01], 0.5),
        new("slide", SlideDoor, [0.37], 0.2),
    ];

    /// <summary>Two more that the objects here allow; they have neither prompts nor published scores.</summary>
    public static IReadOnlyList<KitchenTask> Further { get; } =
    [
        new("kettle", Kettle, [-0.23, 0.75, 1.62, 0.99, 0, 0, -0.06], 0.3),
        new("top_burner", Knob4, [-0.92, -0.01], 0.5),
    ];

    /// <summary>A task by its name.</summary>
    /// <exception cref="ArgumentException">There is no such task; the message lists those there are.</exception>
    public static KitchenTask Find(string name) => All.Concat(Further).FirstOrDefault(task => task.Name == name)
        ?? throw new ArgumentException($"The kitchen has no task '{name}'. Known: {string.Join(", ", All.Concat(Further).Select(task => task.Name))}.", nameof(name));
}
