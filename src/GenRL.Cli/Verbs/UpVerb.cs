using System.CommandLine;
using System.Globalization;
using GenRL.Cli.CommandLine;
using GenRL.Cli.Configuration;
using GenRL.Cli.Up;
using GenRL.Robots;
using GenRL.Robots.Packages;

namespace GenRL.Cli.Verbs;

/// <summary><c>genrl up</c>: simulated robot, control and prompt service, supervised together.</summary>
internal static class UpVerb
{
    public static Command Create()
    {
        Option<int> domain = DomainOption.Create();
        Option<string> robot = new("--robot") { Description = "Robot to simulate", DefaultValueFactory = _ => "walker" };
        Option<string?> package = new("--package") { Description = "Model package (default: models/ROBOT)" };
        Option<string> vlm = PackageOptions.VideoLanguageModel();
        Option<bool> headless = new("--headless") { Description = "No camera pictures and no hints; for scripts" };
        Option<TimeSpan?> duration = Durations.Option("--for", "End by itself after this time, counted from the prompt of --say; otherwise with Ctrl-C");
        Option<string?> say = new("--say") { Description = "Sentence to make the robot's task at the start" };
        Option<double> speed = new("--speed") { Description = "Simulated seconds per real second", DefaultValueFactory = _ => 1 };
        Option<ulong> seed = new("--seed") { Description = "Seed of the robot's start" };
        ConfigurationOptions configuration = new();
        Verb command = new(
            "up",
            "Run a simulated robot with its control and prompt service; the main job",
            "./genrl up",
            "./genrl up --domain 7",
            "./genrl up --headless --for 60s --say \"walk fast clean\" --json")
        {
            domain, robot, package, vlm, headless, duration, say, speed, seed,
        };
        configuration.AddTo(command);
        command.SetVerb((parsed, context) => Run(
            new UpOptions
            {
                Domain = parsed.GetValue(domain),
                Robot = parsed.GetValue(robot)!,
                Package = PackageFor(parsed.GetValue(robot)!, parsed.GetValue(package)),
                VideoLanguageModel = DefaultPaths.FromRoot(parsed.GetValue(vlm)!),
                Configuration = configuration.Arguments(parsed),
                Headless = parsed.GetValue(headless),
                For = parsed.GetValue(duration),
                Say = parsed.GetValue(say),
                Speed = parsed.GetValue(speed),
                Seed = parsed.GetValue(seed),
            },
            context));
        return command;
    }

    // checked before anything is started: a controller that ends for want of its package says less
    private static string PackageFor(string robot, string? named)
    {
        VerbValues.RequireDomain(robot);
        RobotDescription description = VerbValues.Robot(robot);
        if (!description.IsTorqueDriven)
        {
            throw new WrongUseException(
                $"The control service drives joints by torques; the {robot} is commanded by targets of its actuators. './genrl sim --robot {robot}' simulates it alone, './genrl evaluate' scores a package of it.");
        }

        string folder = DefaultPaths.FromRoot(named ?? DefaultPaths.PackageOf(robot));
        if (named is null && !Directory.Exists(folder))
        {
            throw new WrongUseException(
                $"No package for the robot '{robot}' ships with this version: there is no {folder}. Learn one with './genrl train package' and name it by --package.");
        }

        return ModelPackage.Load(folder, description).Folder;
    }

    private static async Task<int> Run(UpOptions options, VerbContext context)
    {
        UpSummary summary = await new RobotSession(options, context.Log, TimeProvider.System).RunAsync(context.Cancellation).ConfigureAwait(false);
        if (context.Json || options.Headless)
        {
            Output.WriteJson(summary);
        }
        else
        {
            Console.Out.WriteLine(string.Create(
                CultureInfo.InvariantCulture,
                $"{summary.Ticks} ticks, {summary.MissedDeadlines} missed; {summary.DistanceM:0.00} m in {summary.SimulatedS:0.0} s"));
        }

        return context.Cancellation.IsCancellationRequested ? ExitCode.Interrupted : ExitCode.Success;
    }
}
