using GenRL.Prompting.Serving;

namespace GenRL.Cli.Prompts;

/// <summary>Asks over ZeroMQ.</summary>
internal sealed class ZeroMqPromptConnection(string address, TimeSpan patience) : IPromptConnection
{
    /// <inheritdoc />
    public PromptReply Ask(PromptRequest request) => ZeroMqPromptClient.Ask(address, request, patience);
}
