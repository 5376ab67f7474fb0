using GenRL.Robots;

namespace GenRL.Data;

/// <summary>Who and what takes part in a collection. The factories are called once per thread, on that thread.</summary>
/// <param name="Environment">Makes a world.</param>
/// <param name="Agent">Makes an agent.</param>
/// <param name="Starts">Ways episodes begin.</param>
/// <param name="RenderPreset">How the worlds render, for the manifest.</param>
public sealed record CollectionSetup(
    Func<IEnvironment> Environment, Func<ICollectionAgent> Agent, IReadOnlyList<EpisodeStart> Starts, string RenderPreset);
