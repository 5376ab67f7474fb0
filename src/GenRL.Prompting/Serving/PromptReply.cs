namespace GenRL.Prompting.Serving;

/// <summary>The reply to a <see cref="PromptRequest"/>: one JSON object; what does not apply is left out.</summary>
public sealed record PromptReply
{
    /// <summary>False when the request could not be carried out; <see cref="Error"/> and <see cref="Message"/> say why.</summary>
    public required bool Ok { get; init; }

    /// <summary>Short snake_case word for programs, such as <c>empty_prompt</c>.</summary>
    public string? Error { get; init; }

    /// <summary>For the operator.</summary>
    public string? Message { get; init; }

    public string? Prompt { get; init; }

    /// <summary>0 to 1.</summary>
    public double? Confidence { get; init; }

    /// <summary><c>accepted</c>, <c>doubtful</c> or <c>refused</c>.</summary>
    public string? Verdict { get; init; }

    /// <summary>Known behaviours, nearest first.</summary>
    public IReadOnlyList<BehaviourMatch>? Nearest { get; init; }

    /// <summary>The robot's task after the request.</summary>
    public RobotTask? Task { get; init; }

    /// <summary>For <c>list</c>.</summary>
    public IReadOnlyList<ListedBehaviour>? Behaviours { get; init; }

    /// <summary>For <c>preview</c>: full path of the picture.</summary>
    public string? Image { get; init; }
}
