using GenRL.Cli.CommandLine;
using GenRL.Data;
using GenRL.Robots;
using GenRL.Simulation;

namespace GenRL.Cli.Verbs;

/// <summary>What several verbs read from the command line or report alike.</summary>
internal static class VerbValues
{
    private static readonly TimeSpan ReportEvery = TimeSpan.FromSeconds(5);

    /// <summary>The render preset of a name.</summary>
    public static RenderPreset RenderPreset(string name) => Enum.TryParse<RenderPreset>(name, ignoreCase: true, out var preset) && !int.TryParse(name, out _)
        ? preset
        : throw new WrongUseException($"There is no render preset '{name}'. Known: {string.Join(", ", Enum.GetNames<RenderPreset>()).ToLowerInvariant()}.");

    /// <summary>The robot of a domain.</summary>
    public static RobotDescription Robot(string domain)
    {
        using var world = Worlds.Create(domain, Simulation.RenderPreset.Plain);
        return world.Robot;
    }

    /// <summary>Refuses a name that is no domain's.</summary>
    public static void RequireDomain(string domain)
    {
        if (!Worlds.Domains.Contains(domain))
        {
            throw new WrongUseException($"There is no robot '{domain}'. Known: {string.Join(", ", Worlds.Domains)}.");
        }
    }

    /// <summary>Progress lines on standard error, one every few seconds and one at the end.</summary>
    public static IProgress<WorkProgress> Progress(VerbContext context)
    {
        var last = TimeProvider.System.GetTimestamp();
        return new LineProgress<WorkProgress>(progress =>
        {
            if (progress.Done == progress.Total || TimeProvider.System.GetElapsedTime(last) >= ReportEvery)
            {
                last = TimeProvider.System.GetTimestamp();
                context.Log.Information("{Progress}", progress.ToString());
            }
        });
    }
}
