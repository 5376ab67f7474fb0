using System.CommandLine;
using System.Globalization;
using GenRL.Cli.CommandLine;
using GenRL.Cli.Configuration;
using GenRL.Cli.Pipelines;
using GenRL.Cli.Supervision;
using GenRL.Simulation;
using GenRL.Simulation.Node;
using ROS2;

namespace GenRL.Cli.Verbs;

/// <summary><c>genrl sim</c>: simulated robots as ROS 2 nodes.</summary>
internal static class SimVerb
{
    /// <summary>Section of the options tree that configures it.</summary>
    internal const string Section = "sim";

    public static Command Create()
    {
        Option<int> domain = DomainOption.Create();
        Option<string?> robot = new("--robot") { Description = "Robot to simulate (default: the one that the presets name, walker)" };
        Option<RenderPreset> render = new("--render") { Description = "Look of the camera frames; the one the package was trained on", DefaultValueFactory = _ => RenderPreset.Plain };
        Option<int> instances = new("--instances") { Description = $"Robots side by side, 1 to {SimulationFleet.MostInstances}: namespaces sim1, sim2 ..., each with the next seed", DefaultValueFactory = _ => 1 };
        Option<string> space = new("--namespace") { Description = "ROS namespace of node, topics and services; of several robots, what their number is put behind", DefaultValueFactory = _ => "" };
        Option<double> speed = SpeedOption.Create();
        Option<bool> lockstep = new("--lockstep") { Description = "Go on only when the command for the last camera frame has come" };
        Option<ulong> seed = new("--seed") { Description = "Seed of the first start; later ones follow from it" };
        Option<StartPose> start = new("--start") { Description = "Pose of the first start and after resets", DefaultValueFactory = _ => StartPose.Random };
        Option<TimeSpan?> episode = Durations.Option("--episode", "Simulated time after which the robot starts again; without it a fallen robot stays where it is");
        Option<string?> log = new("--episode-log") { Description = "File that receives one JSON line per agent step: motion and the rewards of every task" };
        ConfigurationOptions configuration = new();
        Verb command = new(
            "sim",
            "Simulate a robot in real time as a ROS 2 node: camera, joint states, clock and description out, joint commands in",
            "./genrl sim --robot walker --seed 1",
            "./genrl sim --speed 0.5 --episode-log runs/walk.jsonl --domain 7",
            "./genrl sim --instances 4 --speed max --lockstep --preset walker,randomised,disturbed")
        {
            domain, robot, render, instances, space, speed, lockstep, seed, start, episode, log,
        };
        configuration.AddTo(command);
        command.SetVerb((parsed, context) =>
        {
            OptionsTree tree = configuration.Read(parsed);
            return Run(
                parsed.GetValue(domain),
                Instances(
                    new SimulationNodeOptions
                    {
                        Domain = parsed.GetValue(robot) ?? tree.Bind<CollectOptions>("collect").Domain,
                        Render = parsed.GetValue(render),
                        Namespace = parsed.GetValue(space)!,
                        Speed = parsed.GetValue(speed),
                        Lockstep = parsed.GetValue(lockstep),
                        Seed = parsed.GetValue(seed),
                        Start = parsed.GetValue(start),
                        EpisodeS = parsed.GetValue(episode)?.TotalSeconds,
                        EpisodeLog = parsed.GetValue(log),
                        Settings = tree.Bind<SimulationSettings>(Section),
                    },
                    parsed.GetValue(instances)),
                context);
        });
        return command;
    }

    // checked before anything is started, because all of it was typed
    private static IReadOnlyList<SimulationNodeOptions> Instances(SimulationNodeOptions options, int count)
    {
        try
        {
            options.Validate();
            return SimulationFleet.Instances(options, count);
        }
        catch (ArgumentException wrong)
        {
            throw new WrongUseException(wrong.Message);
        }
    }

    private static int Run(int domain, IReadOnlyList<SimulationNodeOptions> instances, VerbContext context)
    {
        RCLdotnet.Init(RclOptions.FromEnvironment() with { DomainId = domain });
        try
        {
            IReadOnlyList<SimulationReport> reports = SimulationFleet.Run(
                instances, context.Log, () => SupervisorLink.Write(SupervisorLink.ReadyEvent, new { instances[0].Domain }), context.Cancellation);
            if (reports.Count == 1)
            {
                context.Report(reports[0], () => Sentence(reports[0]));
            }
            else
            {
                context.Report(new { Instances = reports }, () => string.Join('\n', reports.Select(report => $"{report.Namespace}: {Sentence(report)}")));
            }

            return ExitCode.Success;
        }
        finally
        {
            RCLdotnet.Shutdown();
        }
    }

    private static string Sentence(SimulationReport report) => string.Create(
        CultureInfo.InvariantCulture,
        $"{report.SimulatedS:0.0} s simulated at {report.SpeedFactor:0.00} x real time, {report.Frames} frames, {report.CommandsAccepted} commands, {report.LateSteps} late steps");
}
