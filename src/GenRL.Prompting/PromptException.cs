namespace GenRL.Prompting;

/// <summary>A prompt or request that cannot be used. Never ends the service; becomes an error reply.</summary>
/// <param name="code">Short snake_case word for programs, such as <c>empty_prompt</c>.</param>
/// <param name="message">What was wrong and what would be right.</param>
public sealed class PromptException(string code, string message) : Exception(message)
{
    /// <summary>Short snake_case word for programs.</summary>
    public string Code { get; } = code;
}
