using GenRL.Cli.Supervision;

namespace GenRL.Cli.Prompts;

/// <summary>Chooses the way to the prompt service of a domain.</summary>
internal static class PromptConnection
{
    private static readonly TimeSpan DefaultPatience = TimeSpan.FromSeconds(30);

    public static IPromptConnection Choose(bool overRos, int domain, TimeSpan? patience) => overRos
        ? new RosPromptConnection(domain, patience ?? DefaultPatience)
        : new ZeroMqPromptConnection(DomainLease.PromptAddress(domain), patience ?? DefaultPatience);
}
