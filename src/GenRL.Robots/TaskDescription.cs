namespace GenRL.Robots;

/// <summary>A benchmark task with the sentence that asks for it and the scores it is normalised by.</summary>
/// <param name="Domain">Robot it belongs to, such as <c>walker</c>.</param>
/// <param name="Task">Name within the domain, as in <see cref="IEnvironment.Tasks"/>.</param>
/// <param name="Prompt">The language prompt of the paper (Table 3).</param>
/// <param name="PromptCode">The prompt used by the paper's published code, where it differs from the table.</param>
/// <param name="RandomScore">Return of a random agent (paper).</param>
/// <param name="ExpertScore">Return of a specialised agent (paper).</param>
/// <param name="InDistribution">Whether behaviour for this very task is among the paper's training data.</param>
public sealed record TaskDescription(
    string Domain, string Task, string Prompt, string PromptCode, double RandomScore, double ExpertScore, bool InDistribution)
{
    /// <summary>Return of a random agent as measured here; null where it was not.</summary>
    public double? RandomMeasured => RandomBaseline.Find(Domain, Task)?.ReturnMean;

    /// <summary>0 for a random agent, 1 for a specialised one.</summary>
    public double Normalize(double episodeReturn) => (episodeReturn - RandomScore) / (ExpertScore - RandomScore);
}
