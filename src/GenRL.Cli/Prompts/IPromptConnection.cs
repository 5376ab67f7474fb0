using GenRL.Prompting.Serving;

namespace GenRL.Cli.Prompts;

/// <summary>A way to ask a running prompt service.</summary>
internal interface IPromptConnection
{
    /// <summary>Sends one request and waits for the reply.</summary>
    /// <exception cref="TimeoutException">No service answered.</exception>
    PromptReply Ask(PromptRequest request);
}
