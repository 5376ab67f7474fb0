using System.CommandLine;
using System.Globalization;
using GenRL.Cli.Bench;
using GenRL.Cli.CommandLine;
using GenRL.Cli.Supervision;
using GenRL.Robots.Packages;
using ROS2;

namespace GenRL.Cli.Verbs;

/// <summary><c>genrl bench control|policy|train|collect</c>: how fast the robot's side, training and datasets are on this machine.</summary>
internal static class BenchVerb
{
    private static readonly TimeSpan DefaultDuration = TimeSpan.FromSeconds(30);

    public static Command Create() => new("bench", "Measure how fast the robot's side, training and datasets are on this machine") { Control(), Policy(), BenchTrainVerb.Create(), BenchCollectVerb.Create() };

    private static Verb Control()
    {
        Option<int> domain = DomainOption.Create();
        Option<string> package = PackageOptions.Package();
        Option<string?> behaviour = Behaviour();
        Option<TimeSpan?> duration = Durations.Option("--for", "Time measured, after a warm-up; 30s if not given");
        Verb command = new(
            "control", "Run the control loop on frames that come over DDS: rate, latency, missed deadlines, allocations",
            "./genrl bench control", "./genrl bench control --for 10s --json")
        {
            domain, package, behaviour, duration,
        };
        command.SetVerb((parsed, context) =>
        {
            using DomainLease lease = DomainLease.Take(parsed.GetValue(domain), DomainLease.SharedFolder());
            ModelPackage loaded = ModelPackage.Load(DefaultPaths.FromRoot(parsed.GetValue(package)!));
            RCLdotnet.Init(RclOptions.FromEnvironment() with { DomainId = lease.Domain });
            try
            {
                ControlBenchmarkResult result = ControlBenchmark.Run(
                    loaded, Choose(loaded, parsed.GetValue(behaviour)), parsed.GetValue(duration) ?? DefaultDuration, context.Cancellation);
                context.Report(result, () => string.Create(
                    CultureInfo.InvariantCulture,
                    $"{result.RateHz:0.0} decisions a second of {result.WantedRateHz:0.0}, {result.MissedDeadlines} of {result.Ticks} late; frame to command " +
                    $"{result.LatencyUs}; {result.BytesPerTick:0.0} managed bytes a tick, {result.GcCount} garbage collections"));
                return ExitCode.Success;
            }
            finally
            {
                RCLdotnet.Shutdown();
            }
        });
        return command;
    }

    private static Verb Policy()
    {
        Option<string> package = PackageOptions.Package();
        Option<string?> behaviour = Behaviour();
        Option<int> steps = new("--steps") { Description = "Steps measured, after a warm-up", DefaultValueFactory = _ => 2000 };
        steps.Validators.Add(result =>
        {
            if (result.Tokens.Count > 0 && result.GetValueOrDefault<int>() < 1)
            {
                result.AddError("--steps must be at least 1.");
            }
        });
        Verb command = new("policy", "Time one policy step: encoder, dynamics and policy through ONNX Runtime", "./genrl bench policy --json")
        {
            package, behaviour, steps,
        };
        command.SetVerb((parsed, context) =>
        {
            ModelPackage loaded = ModelPackage.Load(DefaultPaths.FromRoot(parsed.GetValue(package)!));
            PolicyBenchmarkResult result = PolicyBenchmark.Run(loaded, Choose(loaded, parsed.GetValue(behaviour)), parsed.GetValue(steps), context.Cancellation);
            context.Report(result, () => string.Create(
                CultureInfo.InvariantCulture, $"{result.LatencyUs} over {result.Steps} steps on {result.Provider}; {result.BytesPerStep:0.0} managed bytes a step"));
            return ExitCode.Success;
        });
        return command;
    }

    private static Option<string?> Behaviour() => new("--behaviour") { Description = "Behaviour to run; the package's first if not given" };

    private static string Choose(ModelPackage package, string? wanted) => package.Manifest.Behaviours switch
    {
        [] => throw new WrongUseException($"{package.Folder} has no behaviours yet; learn one with 'genrl train behaviour'."),
        var known => wanted is null ? known[0].Name : package.Behaviour(wanted).Name,
    };
}
