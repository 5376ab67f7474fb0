using System.CommandLine;
using System.Net;
using GenRL.Cli.CommandLine;
using GenRL.Data;
using GenRL.OperatorConsole;
using GenRL.OperatorConsole.Viewing;
using GenRL.Robots.Scenes;
using GenRL.Simulation;
using GenRL.Simulation.Viewing;
using ROS2;

namespace GenRL.Cli.Verbs;

/// <summary><c>genrl view</c>: the robot in a browser, simulated, real or recorded.</summary>
internal static class ViewVerb
{
    public static Command Create()
    {
        Argument<string?> episode = new("episode") { Description = "Compact episode (.npz with poses) to show; without it the robot on ROS 2", Arity = ArgumentArity.ZeroOrOne };
        Option<string?> robot = new("--robot") { Description = $"Robot to show: {string.Join(", ", Worlds.Domains)} (default: the episode's, else walker)" };
        Option<int> domain = DomainOption.Create();
        Option<string> rosNamespace = new("--namespace") { Description = "ROS namespace of the robot's topics", DefaultValueFactory = _ => "" };
        Option<int> port = new("--port") { Description = "TCP port of the page; 0 for any that is free", DefaultValueFactory = _ => new ConsoleOptions().Port };
        Option<string> address = new("--address") { Description = "IP address to listen on; anybody who reaches it may watch", DefaultValueFactory = _ => new ConsoleOptions().Address.ToString() };
        Verb command = new(
            "view",
            "Show the robot in a browser: simulated or real from its ROS 2 topics, or a recorded episode",
            "./genrl view                          # then open http://127.0.0.1:8080",
            "./genrl view --robot stickman --domain 7 --port 9000",
            "./genrl view data/walker/poses/exploration/0-20250101T000000-0-501.npz")
        {
            episode, robot, domain, rosNamespace, port, address,
        };
        command.SetVerb((parsed, context) => RunAsync(
            parsed.GetValue(episode), parsed.GetValue(robot), parsed.GetValue(domain), parsed.GetValue(rosNamespace)!,
            new ConsoleOptions { Port = parsed.GetValue(port), Address = ParseAddress(parsed.GetValue(address)!) }, context));
        return command;
    }

    private static async Task<int> RunAsync(
        string? episodePath, string? robot, int domain, string rosNamespace, ConsoleOptions options, VerbContext context)
    {
        PoseEpisode? episode = episodePath is null ? null : Load(DefaultPaths.FromRoot(episodePath));
        (SceneDescription scene, double periodS) = Scene(robot ?? episode?.Details.Domain ?? "walker");
        if (episode is null)
        {
            RCLdotnet.Init(RclOptions.FromEnvironment() with { DomainId = domain });
        }

        try
        {
            IPoseFeed feed = episode is null
                ? new RosFeed(scene, rosNamespace, context.Log, TimeProvider.System)
                : new RecordedFeed(episode, scene, periodS, TimeProvider.System);
            await using ConsoleServer server = new(options, scene, feed, context.Log);
            await server.RunAsync(at => Announce(at, options.Address, scene, feed, context), context.Cancellation).ConfigureAwait(false);
        }
        finally
        {
            if (episode is null)
            {
                RCLdotnet.Shutdown();
            }
        }

        context.Cancellation.ThrowIfCancellationRequested();
        return ExitCode.Success;
    }

    private static void Announce(Uri at, IPAddress listening, SceneDescription scene, IPoseFeed feed, VerbContext context)
    {
        context.Log.Information("The {Robot:l} ({Source:l}) is shown at {Address:l}", scene.Robot, feed.Source, at.ToString());
        if (!IPAddress.IsLoopback(listening))
        {
            string host = listening.Equals(IPAddress.Any) || listening.Equals(IPAddress.IPv6Any) ? Environment.MachineName : listening.ToString();
            context.Log.Warning("Anybody who reaches http://{Host:l}:{Port} may watch", host, at.Port);
        }

        if (context.Json)
        {
            Output.WriteJson(new { address = at, robot = scene.Robot, source = feed.Source });
        }
    }

    private static PoseEpisode Load(string path)
    {
        bool hasPoses = NpzFile.Read(path, name => name == "qpos").Count > 0;
        return hasPoses
            ? PoseEpisodeFile.Load(path)
            : throw new InvalidDataException($"{path} holds no poses ('qpos'): only compact episodes can be shown, such as those under DATASET/poses.");
    }

    private static (SceneDescription Scene, double PeriodS) Scene(string robot)
    {
        if (!Worlds.Domains.Contains(robot))
        {
            throw new WrongUseException($"There is no robot '{robot}'. Known: {string.Join(", ", Worlds.Domains)}.");
        }

        using PhysicsEnvironment world = Worlds.Create(robot, RenderPreset.Plain);
        return (SceneExport.Of(world), world.Robot.AgentPeriodS);
    }

    private static IPAddress ParseAddress(string text) => IPAddress.TryParse(text, out IPAddress? address)
        ? address
        : throw new WrongUseException($"'{text}' is no IP address; 127.0.0.1 is this machine only, 0.0.0.0 every network it is in.");
}
