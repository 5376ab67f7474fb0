namespace GenRL.Cli.Evaluation;

/// <summary>Mean score over tasks.</summary>
/// <param name="Mean">Plain mean over the tasks that have a score.</param>
/// <param name="Se">Its standard error, the tasks taken as independent.</param>
/// <param name="Tasks">Tasks that have a score.</param>
/// <param name="Of">Tasks there are.</param>
internal sealed record ScoreMean(double Mean, double Se, int Tasks, int Of)
{
    /// <summary>Whether every task has a score; a mean over some tasks cannot be compared with one over all.</summary>
    public bool IsComplete => Tasks == Of;
}
