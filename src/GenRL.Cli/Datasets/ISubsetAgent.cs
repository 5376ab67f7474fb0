namespace GenRL.Cli.Datasets;

/// <summary>Collects a subset of a dataset. What was collected before an interruption is kept and gone on from.</summary>
internal interface ISubsetAgent
{
    /// <summary>Whether it learns a task, which the recipe has to name.</summary>
    bool NeedsTask { get; }

    /// <summary>Whether it is a learner of one thread, so that several subsets are best collected side by side.</summary>
    bool UsesOneThread { get; }

    /// <summary>Collects until the subset has its episodes.</summary>
    /// <exception cref="OperationCanceledException">It was stopped; collecting again goes on.</exception>
    void Collect(SubsetWork work, CancellationToken cancellation);
}
