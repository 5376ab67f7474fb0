using System.CommandLine;
using GenRL.Cli.CommandLine;
using GenRL.Data;
using GenRL.Simulation;
using GenRL.Simulation.Urdf;

namespace GenRL.Cli.Verbs;

/// <summary><c>genrl urdf</c>: the robots' URDF and what ROS 2 users keep beside it, generated from the compiled models.</summary>
internal static class UrdfVerb
{
    private const string DefaultFolder = "urdf";

    public static Command Create()
    {
        Option<string?> robot = new("--robot") { Description = $"Robot to describe: {string.Join(", ", Worlds.Domains)} (default: every one)" };
        Option<string?> folder = new("--out") { Description = $"Folder in which each robot gets one of its own (default: {DefaultFolder}/ of the clone)" };
        Option<bool> print = new("--print") { Description = "Write nothing; print the URDF of --robot" };
        Verb command = new(
            "urdf",
            "Generate urdf/ROBOT/ from the model that is simulated: URDF, controllers, joint limits, a view for RViz",
            "./genrl urdf",
            "./genrl urdf --robot stickman --out install/share/robots",
            "./genrl urdf --robot walker --print")
        {
            robot, folder, print,
        };
        command.Validators.Add(result =>
        {
            if (result.GetValue(print) && (result.GetValue(robot) is null || result.GetValue(folder) is not null))
            {
                result.AddError("--print prints one robot: it needs --robot and takes no --out.");
            }

            if (result.GetValue(robot) is { } name && !Worlds.Domains.Contains(name))
            {
                result.AddError($"There is no robot '{name}'. Known: {string.Join(", ", Worlds.Domains)}.");
            }
        });
        command.SetVerb((parsed, context) => parsed.GetValue(print)
            ? Print(parsed.GetValue(robot)!, context)
            : Generate(parsed.GetValue(robot), parsed.GetValue(folder) ?? Path.Combine(RepositoryRoot.Find(), DefaultFolder), context));
        return command;
    }

    private static int Generate(string? robot, string folder, VerbContext context)
    {
        List<object> written = [];
        foreach (string domain in robot is null ? Worlds.Domains : [robot])
        {
            using var world = Worlds.Create(domain, RenderPreset.Plain);
            string own = Path.GetFullPath(Path.Combine(folder, domain));
            string[] files = [.. RosPackageFiles.Of(world).Select(file => Write(Path.Combine(own, file.Name), file.Text))];
            context.Log.Information("wrote {Folder:l}: {Files:l}", own, string.Join(", ", files.Select(Path.GetFileName)));
            written.Add(new { robot = domain, joints = world.Robot.Joints, folder = own, files });
        }

        if (context.Json)
        {
            Output.WriteJson(written);
        }

        return ExitCode.Success;
    }

    private static string Write(string path, string text)
    {
        AtomicFile.WriteText(path, text);
        return path;
    }

    private static int Print(string robot, VerbContext context)
    {
        using var world = Worlds.Create(robot, RenderPreset.Plain);
        string text = UrdfWriter.Write(world);
        if (context.Json)
        {
            Output.WriteJson(new { robot, joints = world.Robot.Joints, urdf = text });
        }
        else
        {
            Console.Out.Write(text);
        }

        return ExitCode.Success;
    }
}
