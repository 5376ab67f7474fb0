using System.Globalization;
using System.Security;
using System.Text;

namespace ROS2;

/// <summary>
/// Where and how a process joins ROS 2 (extension). Unlike ROS 2's own default, which is the whole subnet, nodes stay on
/// this machine unless <c>ROS_AUTOMATIC_DISCOVERY_RANGE</c> says otherwise: a robot must not be commanded by accident.
/// </summary>
public sealed record RclOptions
{
    /// <summary>Highest domain whose network ports exist (RTPS 9.6.1.1).</summary>
    public const int MaxDomainId = 232;

    /// <summary>Participants one machine can hold in a domain without multicast, less one; Jazzy's own number.</summary>
    private const int MaxParticipantIndex = 32;

    /// <summary>0 to 232; <c>ROS_DOMAIN_ID</c>.</summary>
    public int DomainId { get; init; }

    /// <summary><c>ROS_AUTOMATIC_DISCOVERY_RANGE</c>; <c>ROS_LOCALHOST_ONLY=1</c> means <see cref="DiscoveryRange.Localhost"/>.</summary>
    public DiscoveryRange Range { get; init; } = DiscoveryRange.Localhost;

    /// <summary>Addresses of further machines; <c>ROS_STATIC_PEERS</c>, separated by semicolons.</summary>
    public IReadOnlyList<string> StaticPeers { get; init; } = [];

    /// <summary><c>ROS_DISTRO</c>: humble and older, or jazzy for everything newer.</summary>
    public RosDistro Distro { get; init; } = RosDistro.Jazzy;

    /// <summary>Cyclone configuration applied on top; <c>CYCLONEDDS_URI</c>.</summary>
    public string CycloneUri { get; init; } = "";

    /// <summary>What follows <c>--ros-args</c> on a command line; remapping rules are honoured, parameters are not supported.</summary>
    public IReadOnlyList<string> Arguments { get; init; } = [];

    /// <summary>The options the process's environment and command line give.</summary>
    /// <exception cref="ArgumentException">A variable has a value that means nothing.</exception>
    public static RclOptions FromEnvironment() =>
        FromEnvironment(Environment.GetEnvironmentVariable, Environment.GetCommandLineArgs());

    /// <summary>The options an environment and a command line give.</summary>
    /// <exception cref="ArgumentException">A variable has a value that means nothing.</exception>
    public static RclOptions FromEnvironment(Func<string, string?> variable, IReadOnlyList<string> arguments)
    {
        string domain = variable("ROS_DOMAIN_ID") ?? "";
        string peers = variable("ROS_STATIC_PEERS") ?? "";
        return new RclOptions
        {
            DomainId = domain.Length == 0 ? 0 : ParseDomain(domain),
            Range = ParseRange(variable("ROS_AUTOMATIC_DISCOVERY_RANGE"), variable("ROS_LOCALHOST_ONLY")),
            StaticPeers = peers.Split(';', StringSplitOptions.RemoveEmptyEntries | StringSplitOptions.TrimEntries),
            Distro = variable("ROS_DISTRO") is "humble" or "galactic" or "foxy" ? RosDistro.Humble : RosDistro.Jazzy,
            CycloneUri = variable("CYCLONEDDS_URI") ?? "",
            Arguments = arguments,
        };
    }

    /// <summary>The configuration given to Cyclone; the user's own comes last and so wins.</summary>
    internal string ToCycloneConfiguration()
    {
        StringBuilder peers = new();
        foreach (string peer in Range == DiscoveryRange.Localhost ? StaticPeers.Prepend("127.0.0.1") : StaticPeers)
        {
            peers.Append(CultureInfo.InvariantCulture, $"<Peer address=\"{SecurityElement.Escape(peer)}\"/>");
        }

        string peerList = peers.Length > 0 ? $"<Peers>{peers}</Peers>" : "";
        string domain = Range switch
        {
            // large fragments: with Cyclone's default of 1344 bytes a Fast DDS receiver loses images on loopback
            DiscoveryRange.Localhost =>
                "<General><Interfaces><NetworkInterface name=\"lo\"/></Interfaces><AllowMulticast>false</AllowMulticast>"
                + "<MaxMessageSize>65500B</MaxMessageSize><FragmentSize>64000B</FragmentSize></General>"
                + $"<Discovery><ParticipantIndex>auto</ParticipantIndex><MaxAutoParticipantIndex>{MaxParticipantIndex}</MaxAutoParticipantIndex>{peerList}</Discovery>",
            DiscoveryRange.Off =>
                "<General><Interfaces><NetworkInterface name=\"lo\"/></Interfaces><AllowMulticast>false</AllowMulticast></General>"
                + $"<Discovery><ParticipantIndex>none</ParticipantIndex><Tag>off-{Environment.ProcessId}</Tag></Discovery>",
            _ => $"<Discovery><MaxAutoParticipantIndex>{MaxParticipantIndex}</MaxAutoParticipantIndex>{peerList}</Discovery>",
        };
        string configuration = $"<CycloneDDS><Domain>{domain}</Domain></CycloneDDS>";
        return CycloneUri.Length > 0 ? $"{configuration},{CycloneUri}" : configuration;
    }

    private static int ParseDomain(string text) =>
        int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out int domain) && domain <= MaxDomainId
            ? domain
            : throw new ArgumentException($"ROS_DOMAIN_ID is '{text}'; it must be a number from 0 to {MaxDomainId}.");

    private static DiscoveryRange ParseRange(string? range, string? localhostOnly) => range?.ToUpperInvariant() switch
    {
        null or "" => localhostOnly == "0" ? DiscoveryRange.Subnet : DiscoveryRange.Localhost,
        "LOCALHOST" => DiscoveryRange.Localhost,
        "SUBNET" => localhostOnly == "1" ? DiscoveryRange.Localhost : DiscoveryRange.Subnet,
        "OFF" => DiscoveryRange.Off,
        "SYSTEM_DEFAULT" => DiscoveryRange.SystemDefault,
        _ => throw new ArgumentException(
            $"ROS_AUTOMATIC_DISCOVERY_RANGE is '{range}'; it must be LOCALHOST, SUBNET, OFF or SYSTEM_DEFAULT."),
    };
}
