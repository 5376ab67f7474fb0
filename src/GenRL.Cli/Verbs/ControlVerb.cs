using System.CommandLine;
using System.Globalization;
using GenRL.Cli.CommandLine;
using GenRL.Cli.Configuration;
using GenRL.Cli.Supervision;
using GenRL.Cli.Up;
using GenRL.Control;
using ROS2;

namespace GenRL.Cli.Verbs;

/// <summary><c>genrl control</c>: camera frames in, policy, joint commands out.</summary>
internal static class ControlVerb
{
    public static Command Create()
    {
        Option<int> domain = DomainOption.Create();
        Option<string> package = PackageOptions.Package();
        Option<string> behaviour = new("--behaviour") { Description = "Behaviour to start with; without it the robot waits for one", DefaultValueFactory = _ => "" };
        Option<bool> armed = new("--armed") { Description = "Arm as soon as nothing forbids it and go on by itself after a stop; for simulated robots only" };
        Option<string> space = new("--namespace") { Description = "ROS namespace of node, topics and services, such as that of one simulator of several", DefaultValueFactory = _ => "" };
        Option<bool> lockstep = new("--lockstep") { Description = "Act on camera frames only, never on the clock; for a simulator in lockstep" };
        ConfigurationOptions configuration = new();
        Verb command = new(
            "control",
            "Control a robot: camera frames in, policy, joint commands out, inside the safety envelope",
            "./genrl control --package models/walker --behaviour stand",
            "./genrl control --armed --domain 7 --set control.hold_after_s=0.2",
            "./genrl control --armed --behaviour walk --namespace sim2")
        {
            domain, package, behaviour, armed, space, lockstep,
        };
        configuration.AddTo(command);
        command.SetVerb((parsed, context) => Run(
            parsed.GetValue(domain),
            configuration.Read(parsed).Bind("control", new ControlOptions
            {
                Package = DefaultPaths.FromRoot(parsed.GetValue(package)!),
                Behaviour = parsed.GetValue(behaviour)!,
                Armed = parsed.GetValue(armed),
                Lockstep = parsed.GetValue(lockstep),
                Namespace = parsed.GetValue(space)!,
                ResumeFromStop = parsed.GetValue(armed),
            }),
            context));
        return command;
    }

    private static async Task<int> Run(int domain, ControlOptions options, VerbContext context)
    {
        RCLdotnet.Init(RclOptions.FromEnvironment() with { DomainId = domain });
        try
        {
            ControlReport report = await ControlNode.RunAsync(
                options, context.Log, () => SupervisorLink.Write(SupervisorLink.ReadyEvent, new { domain }), context.Cancellation).ConfigureAwait(false);
            context.Report(
                new
                {
                    report.Ticks,
                    report.Commands,
                    report.MissedDeadlines,
                    PolicyLatencyMs = new PolicyLatency(report.LatencyP50Ms, report.LatencyP99Ms),
                    report.GcCount,
                    report.AllocatedBytes,
                    report.RateHz,
                    report.Behaviour,
                },
                () => string.Create(
                    CultureInfo.InvariantCulture,
                    $"{report.Ticks} ticks, {report.MissedDeadlines} missed, latency p50 {report.LatencyP50Ms:0.0} ms, p99 {report.LatencyP99Ms:0.0} ms"));
            return ExitCode.Success;
        }
        finally
        {
            RCLdotnet.Shutdown();
        }
    }
}
