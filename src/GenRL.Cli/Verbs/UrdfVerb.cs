using System.CommandLine;
using GenRL.Cli.CommandLine;
using GenRL.Data;
using GenRL.Simulation;
using GenRL.Simulation.Urdf;

namespace GenRL.Cli.Verbs;

/// <summary><c>genrl urdf</c>: a robot's URDF, generated from its compiled model.</summary>
internal static class UrdfVerb
{
    public static Command Create()
    {
        Option<string> robot = new("--robot") { Description = $"Robot to describe: {string.Join(", ", Worlds.Domains)}", DefaultValueFactory = _ => "walker" };
        Option<string?> file = new("--out") { Description = "File to write; without it the text goes to standard output" };
        Verb command = new(
            "urdf",
            "Write a robot's URDF, generated from the model that is simulated",
            "./genrl urdf --robot stickman",
            "./genrl urdf --robot stickman --out urdf/stickman.urdf")
        {
            robot, file,
        };
        command.SetVerb((parsed, context) => Run(parsed.GetValue(robot)!, parsed.GetValue(file), context));
        return command;
    }

    private static int Run(string robot, string? file, VerbContext context)
    {
        using var world = Worlds.Create(robot, RenderPreset.Plain);
        string text = UrdfWriter.Write(world);
        if (file is not null)
        {
            AtomicFile.WriteText(file, text);
        }

        if (context.Json)
        {
            Output.WriteJson(new { robot, joints = world.Robot.Joints, file = file is null ? null : Path.GetFullPath(file), urdf = file is null ? text : null });
        }
        else if (file is null)
        {
            Console.Out.Write(text);
        }
        else
        {
            context.Log.Information("wrote {File:l}", Path.GetFullPath(file));
        }

        return ExitCode.Success;
    }
}
