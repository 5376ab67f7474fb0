using System.Diagnostics;
using System.Globalization;
using GenRL.Cli.CommandLine;

namespace GenRL.Cli.Supervision;

/// <summary>This program started again with another verb, as a supervised process.</summary>
internal static class VerbProcess
{
    private const string DotnetHost = "dotnet";

    /// <summary>How to start a verb in a ROS domain.</summary>
    public static ChildSpecification Specify(string verb, int domain, params IReadOnlyList<string> arguments) =>
        new(verb, Host(), [Program(), verb, .. arguments], Variables(domain));

    /// <summary>How to start a verb that must leave the processor to the robot when both want it.</summary>
    public static ChildSpecification SpecifyBackground(string name, int domain, params IReadOnlyList<string> arguments) =>
        new(name, "nice", ["-n", "15", Host(), Program(), .. arguments], Variables(domain));

    /// <summary>How to run a verb that answers on its standard output, outside any supervision.</summary>
    public static ProcessStartInfo Command(params IReadOnlyList<string> arguments) => new(Host(), [Program(), .. arguments]) { RedirectStandardOutput = true };

    private static string Program() => typeof(VerbProcess).Assembly.Location;

    // Started as 'dotnet genrl.dll', the process is the host; started through an application host, the host is found on the PATH.
    private static string Host() =>
        Path.GetFileNameWithoutExtension(Environment.ProcessPath) == DotnetHost ? Environment.ProcessPath! : DotnetHost;

    private static Dictionary<string, string> Variables(int domain) => new()
    {
        [SupervisorLink.Variable] = "1",
        [Logging.PlainLinesVariable] = "1",
        ["ROS_DOMAIN_ID"] = domain.ToString(CultureInfo.InvariantCulture),
    };
}
