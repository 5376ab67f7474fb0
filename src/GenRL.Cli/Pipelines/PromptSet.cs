namespace GenRL.Cli.Pipelines;

/// <summary>Sets of sentences for the tasks of the benchmark; they differ in five tasks (spec 9.2).</summary>
public enum PromptSet
{
    /// <summary>Those of the paper's Table 3.</summary>
    Paper,

    /// <summary>Those of the released code.</summary>
    Code,

    /// <summary>Both; a task whose sentences are the same is run once. For evaluation only: a behaviour is learned for one sentence.</summary>
    Both,
}
