using System.CommandLine;
using GenRL.Cli.CommandLine;
using GenRL.Cli.Doctor;

namespace GenRL.Cli.Verbs;

/// <summary><c>genrl doctor</c>: every dependency and shipped model with its version, whether it was found, and the fix when it was not.</summary>
internal static class DoctorVerb
{
    public static Command Create()
    {
        Verb command = new(
            "doctor",
            "List every dependency and the shipped models: name, version, found or missing, and the fix; succeeds only when all are found",
            "./genrl doctor",
            "./genrl doctor --json");
        command.SetVerb((_, context) => Run(context));
        return command;
    }

    private static int Run(VerbContext context)
    {
        IReadOnlyList<Dependency> dependencies = [.. DependencyCheck.Run(RepositoryRoot.Find()), .. ModelCheck.Run(RepositoryRoot.Find())];
        if (context.Json)
        {
            Output.WriteJson(dependencies);
        }
        else
        {
            Output.WriteTable(
                ["name", "version", "status", "fix"],
                [.. dependencies.Select(one => new[] { one.Name, one.Version, one.Status.ToString().ToLowerInvariant(), one.Fix })]);
        }

        return dependencies.All(one => one.Status == DependencyStatus.Found) ? ExitCode.Success : ExitCode.Failed;
    }
}
