namespace GenRL.Data;

/// <summary>Content of a dataset's <c>manifest.json</c>.</summary>
/// <param name="SchemaVersion">Version of this layout.</param>
/// <param name="Domain">Robot and scene, such as <c>walker</c>.</param>
/// <param name="ActionSize">Action dimension.</param>
/// <param name="PoseSize">Values of a pose; 0 when the dataset has pixels only.</param>
/// <param name="Tasks">Names of the reward columns.</param>
/// <param name="AgentPeriodS">Seconds between two rows.</param>
/// <param name="RenderPreset">How its frames are rendered.</param>
/// <param name="VideoLanguageModel">Id of the model behind the window embeddings; null before <c>genrl embed</c>.</param>
/// <param name="Episodes">Number of episodes.</param>
/// <param name="Steps">Rows of all episodes, resets included.</param>
/// <param name="Subsets">Parts of the dataset with their sizes.</param>
public sealed record DatasetManifest(
    int SchemaVersion,
    string Domain,
    int ActionSize,
    int PoseSize,
    IReadOnlyList<string> Tasks,
    double AgentPeriodS,
    string RenderPreset,
    string? VideoLanguageModel,
    int Episodes,
    long Steps,
    IReadOnlyList<DatasetSubset> Subsets)
{
    public const int CurrentVersion = 1;
}
