namespace GenRL.Data;

/// <summary>What to render.</summary>
/// <param name="Dataset">Folder of the dataset.</param>
/// <param name="RenderPreset">How the worlds render; a store holds one preset only.</param>
/// <param name="Threads">Renderers at work, each on its own thread.</param>
public sealed record RenderingOptions(string Dataset, string RenderPreset, int Threads = 2)
{
    /// <summary>Subsets to render; empty for all.</summary>
    public IReadOnlyCollection<string> Subsets { get; init; } = [];

    /// <summary>Folder of the frame store; null for the dataset's own.</summary>
    public string? Store { get; init; }
}
