namespace GenRL.Cli.Evaluation;

/// <summary>Which sentences stand for the benchmark tasks (spec 9.2).</summary>
internal enum PromptSet
{
    /// <summary>Those of the paper's Table 3.</summary>
    Paper,

    /// <summary>Those of the paper's published code.</summary>
    Code,

    /// <summary>Both; a task whose sentences are the same is run once.</summary>
    Both,
}
