namespace GenRL.Data;

/// <summary>A policy on the state observation, such as an expert's actor.</summary>
/// <param name="state">State as <see cref="Robots.IEnvironment.ReadState"/> gives it.</param>
/// <param name="action">[A], receives the action.</param>
public delegate void StatePolicy(ReadOnlySpan<float> state, Span<float> action);
