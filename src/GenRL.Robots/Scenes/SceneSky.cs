namespace GenRL.Robots.Scenes;

/// <summary>Colours of the sky, each red, green and blue from 0 to 1.</summary>
/// <param name="Zenith">[3] straight above.</param>
/// <param name="Horizon">[3] at eye level.</param>
/// <param name="Nadir">[3] straight below.</param>
public sealed record SceneSky(IReadOnlyList<double> Zenith, IReadOnlyList<double> Horizon, IReadOnlyList<double> Nadir);
