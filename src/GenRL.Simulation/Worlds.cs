using GenRL.Simulation.Cheetah;
using GenRL.Simulation.Kitchen;
using GenRL.Simulation.Quadruped;
using GenRL.Simulation.Stickman;
using GenRL.Simulation.Walker;

namespace GenRL.Simulation;

/// <summary>The simulated worlds by the name of their domain.</summary>
public static class Worlds
{
    /// <summary>Names of the domains.</summary>
    public static IReadOnlyList<string> Domains { get; } = ["walker", "stickman", "cheetah", "quadruped", "kitchen"];

    /// <summary>Makes a world.</summary>
    /// <exception cref="ArgumentException">There is no such domain; the message lists those there are.</exception>
    public static PhysicsEnvironment Create(string domain, RenderPreset preset) => domain switch
    {
        "walker" => new WalkerEnvironment(preset),
        "stickman" => new StickmanEnvironment(preset),
        "cheetah" => new CheetahEnvironment(preset),
        "quadruped" => new QuadrupedEnvironment(preset),
        "kitchen" => new KitchenEnvironment(preset),
        _ => throw new ArgumentException($"There is no world '{domain}'. Known: {string.Join(", ", Domains)}.", nameof(domain)),
    };
}
