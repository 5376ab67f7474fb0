namespace GenRL.Prompting.Serving;

/// <summary>A request over ZeroMQ: one JSON object.</summary>
public sealed record PromptRequest
{
    /// <summary><c>say</c>, <c>preview</c>, <c>list</c>, <c>revert</c> or <c>status</c>.</summary>
    public required string Op { get; init; }

    /// <summary>The sentence, for <c>say</c> and <c>preview</c>.</summary>
    public string? Prompt { get; init; }

    /// <summary>For <c>say</c>: false only judges the sentence.</summary>
    public bool Commit { get; init; } = true;

    /// <summary>For <c>preview</c>: the picture to write, .png or .gif; none for the service's choice.</summary>
    public string? Output { get; init; }

    /// <summary>For <c>say</c>: longest wait for control; none for the service's own.</summary>
    public double? TimeoutS { get; init; }
}
