using System.Net;
using Microsoft.AspNetCore.Http;

namespace GenRL.OperatorConsole.Serving;

/// <summary>
/// Turns away what a browser may send on behalf of somebody else's page: requests under a foreign host name (which DNS can be
/// made to point here) and WebSockets that another site's script opened.
/// </summary>
internal static class RequestGuard
{
    /// <summary>Why a request is refused, or null when it is not.</summary>
    public static string? Complaint(HttpRequest request)
    {
        string host = request.Host.Host;
        if (!IsOwnName(host))
        {
            return $"This is no address of the viewer: '{Printable(host)}'. Use the address it says at its start, an IP address or localhost.";
        }

        string? origin = request.Headers.Origin;
        bool foreign = origin is not null
            && !(Uri.TryCreate(origin, UriKind.Absolute, out Uri? from) && from.Authority.Equals(request.Host.Value, StringComparison.OrdinalIgnoreCase));
        return foreign ? "A page of another site may not ask the viewer." : null;
    }

    // an address typed as numbers was not looked up, so nobody else can have pointed it here
    private static bool IsOwnName(string host) =>
        host.Equals("localhost", StringComparison.OrdinalIgnoreCase)
        || IPAddress.TryParse(host.Trim('[', ']'), out _)
        || host.Equals(Environment.MachineName, StringComparison.OrdinalIgnoreCase)
        || host.Equals(Environment.MachineName + ".local", StringComparison.OrdinalIgnoreCase);

    private static string Printable(string text) => new([.. text.Take(80).Select(letter => char.IsAsciiLetterOrDigit(letter) || letter is '.' or '-' ? letter : '?')]);
}
