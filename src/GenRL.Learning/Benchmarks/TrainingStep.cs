namespace GenRL.Learning.Benchmarks;

/// <summary>The kinds of gradient steps that training consists of.</summary>
public enum TrainingStep
{
    /// <summary>World model on pixels, connector and aligner beside it (spec 1.8 to 1.10, 2.3, 3.2).</summary>
    Joint,

    /// <summary>Dynamics, connector and aligner on cached posteriors.</summary>
    Cached,

    /// <summary>Actor and critic in imagination, from recorded states (spec 5).</summary>
    Behaviour,
}
