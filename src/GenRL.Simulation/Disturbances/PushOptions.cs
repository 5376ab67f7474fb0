namespace GenRL.Simulation.Disturbances;

/// <summary>How a robot is pushed.</summary>
public sealed record PushOptions
{
    /// <summary>Simulated seconds between the end of a push and the next one, in the mean; they come as a Poisson process.</summary>
    public double MeanIntervalS { get; init; } = 5;

    /// <summary>Simulated seconds that a push lasts, rounded to control steps, at least one.</summary>
    public double DurationS { get; init; } = 0.2;

    /// <summary>Its force in newtons, in a random horizontal direction; of a robot that moves in a plane, only that part counts.</summary>
    public double ForceN { get; init; } = 50;

    /// <summary>Name of the body that is pushed; null for the one that the model's first joint moves, a walking robot's torso.</summary>
    public string? Body { get; init; }
}
