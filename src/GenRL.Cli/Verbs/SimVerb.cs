using System.CommandLine;
using System.Globalization;
using GenRL.Cli.CommandLine;
using GenRL.Cli.Supervision;
using GenRL.Simulation;
using GenRL.Simulation.Node;
using ROS2;

namespace GenRL.Cli.Verbs;

/// <summary><c>genrl sim</c>: a simulated robot as a ROS 2 node.</summary>
internal static class SimVerb
{
    public static Command Create()
    {
        Option<int> domain = DomainOption.Create();
        Option<string> robot = new("--robot") { Description = "Robot to simulate", DefaultValueFactory = _ => "walker" };
        Option<RenderPreset> render = new("--render") { Description = "Look of the camera frames; the one the package was trained on", DefaultValueFactory = _ => RenderPreset.Plain };
        Option<double> speed = new("--speed") { Description = "Simulated seconds per real second", DefaultValueFactory = _ => 1 };
        Option<ulong> seed = new("--seed") { Description = "Seed of the first start; later ones follow from it" };
        Option<StartPose> start = new("--start") { Description = "Pose of the first start and after resets", DefaultValueFactory = _ => StartPose.Random };
        Option<TimeSpan?> episode = Durations.Option("--episode", "Simulated time after which the robot starts again; without it a fallen robot stays where it is");
        Option<string?> log = new("--episode-log") { Description = "File that receives one JSON line per agent step: motion and the rewards of every task" };
        Verb command = new(
            "sim",
            "Simulate a robot in real time as a ROS 2 node: camera, joint states, clock and description out, joint commands in",
            "./genrl sim --robot walker --seed 1",
            "./genrl sim --speed 0.5 --episode-log runs/walk.jsonl --domain 7")
        {
            domain, robot, render, speed, seed, start, episode, log,
        };
        command.SetVerb((parsed, context) => Run(
            parsed.GetValue(domain),
            new SimulationNodeOptions
            {
                Domain = parsed.GetValue(robot)!,
                Render = parsed.GetValue(render),
                Speed = parsed.GetValue(speed),
                Seed = parsed.GetValue(seed),
                Start = parsed.GetValue(start),
                EpisodeS = parsed.GetValue(episode)?.TotalSeconds,
                EpisodeLog = parsed.GetValue(log),
            },
            context));
        return command;
    }

    private static int Run(int domain, SimulationNodeOptions options, VerbContext context)
    {
        RCLdotnet.Init(RclOptions.FromEnvironment() with { DomainId = domain });
        try
        {
            using SimulationNode node = new(options, context.Log);
            SupervisorLink.Write(SupervisorLink.ReadyEvent, new { options.Domain });
            SimulationReport report = node.Run(context.Cancellation);
            context.Report(report, () => string.Create(
                CultureInfo.InvariantCulture,
                $"{report.SimulatedS:0.0} s simulated, {report.Frames} frames, {report.CommandsAccepted} commands, {report.LateSteps} late steps"));
            return ExitCode.Success;
        }
        finally
        {
            RCLdotnet.Shutdown();
        }
    }
}
