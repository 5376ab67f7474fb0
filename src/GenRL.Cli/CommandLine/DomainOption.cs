using System.CommandLine;
using System.Globalization;
using GenRL.Cli.Supervision;

namespace GenRL.Cli.CommandLine;

/// <summary>The ROS domain a verb works in: <c>--domain</c>, else ROS_DOMAIN_ID, else 0.</summary>
internal static class DomainOption
{
    private const string Variable = "ROS_DOMAIN_ID";

    /// <summary>A new option; each command has its own.</summary>
    public static Option<int> Create()
    {
        Option<int> option = new("--domain")
        {
            Description = $"ROS domain, 0 to {DomainLease.LastDomain}",
            DefaultValueFactory = _ => FromEnvironment(),
        };
        option.Validators.Add(result =>
        {
            if (result.Tokens.Count > 0 && result.GetValueOrDefault<int>() is < 0 or > DomainLease.LastDomain)
            {
                result.AddError($"A ROS domain is a number from 0 to {DomainLease.LastDomain}.");
            }
        });
        return option;
    }

    private static int FromEnvironment()
    {
        string? value = Environment.GetEnvironmentVariable(Variable);
        return string.IsNullOrEmpty(value) ? 0
            : int.TryParse(value, CultureInfo.InvariantCulture, out int domain) && domain is >= 0 and <= DomainLease.LastDomain ? domain
            : throw new WrongUseException($"{Variable} is '{value}'; a ROS domain is a number from 0 to {DomainLease.LastDomain}.");
    }
}
