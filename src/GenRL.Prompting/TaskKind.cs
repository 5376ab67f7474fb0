namespace GenRL.Prompting;

/// <summary>What carries a task out.</summary>
public enum TaskKind
{
    /// <summary>A behaviour that was learned for its sentence.</summary>
    Specialist,

    /// <summary>The policy that serves every sentence, told by its embedding what to do.</summary>
    Conditioned,
}
