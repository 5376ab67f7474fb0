using System.CommandLine;
using GenRL.Cli.CommandLine;
using GenRL.Cli.Configuration;
using GenRL.Cli.Supervision;
using GenRL.Prompting;
using GenRL.Prompting.Serving;
using GenRL.VideoLanguage;
using ROS2;

namespace GenRL.Cli.Verbs;

/// <summary><c>genrl prompt</c>: the service that turns sentences into the robot's task.</summary>
internal static class PromptVerb
{
    public static Command Create()
    {
        Option<int> domain = DomainOption.Create();
        Option<string> package = PackageOptions.Package();
        Option<string> vlm = PackageOptions.VideoLanguageModel();
        Option<string?> address = new("--address") { Description = "ZeroMQ address to answer at; by default a port of its own for each domain" };
        ConfigurationOptions configuration = new();
        Verb command = new(
            "prompt",
            "Serve prompts: sentence to target, preview, confidence, and the robot's task; over ROS 2 and ZeroMQ",
            "./genrl prompt",
            "./genrl prompt --package models/walker --domain 7")
        {
            domain, package, vlm, address,
        };
        configuration.AddTo(command);
        command.SetVerb((parsed, context) => Run(
            parsed.GetValue(domain),
            DefaultPaths.FromRoot(parsed.GetValue(package)!),
            DefaultPaths.FromRoot(parsed.GetValue(vlm)!),
            parsed.GetValue(address) ?? DomainLease.PromptAddress(parsed.GetValue(domain)),
            configuration.Read(parsed),
            configuration.Arguments(parsed),
            context));
        return command;
    }

    private static async Task<int> Run(
        int domain, string packageFolder, string vlmFolder, string address, OptionsTree tree, IReadOnlyList<string> configuration, VerbContext context)
    {
        PromptOptions options = tree.Bind<PromptOptions>("prompt");
        string folder = DefaultPaths.Run(Path.Combine("prompt", $"domain-{domain}"));
        PackageWorkspace workspace = PackageWorkspace.Open(packageFolder, Path.Combine(folder, Path.GetFileName(packageFolder)));
        RCLdotnet.Init(RclOptions.FromEnvironment() with { DomainId = domain });
        try
        {
            using Ros2ControlLink control = new();
            ChildBehaviourLearner learner = new(domain, vlmFolder, configuration, context.Log, TimeProvider.System);
            PromptInterpreter interpreter = new(VideoLanguageModel.Load(vlmFolder), workspace.Current);
            await using PromptService service = new(interpreter, workspace, control, learner, options, context.Log, TimeProvider.System);
            PromptRequestHandler handler = new(service, new PreviewWriter(folder, options.PreviewFrameS), context.Log);
            using Ros2PromptServer ros = new(service, handler, context.Cancellation);
            await Task.Factory.StartNew(() => Serve(address, handler, service, folder, context), TaskCreationOptions.LongRunning).ConfigureAwait(false);
            return ExitCode.Success;
        }
        finally
        {
            RCLdotnet.Shutdown();
        }
    }

    private static void Serve(string address, PromptRequestHandler handler, PromptService service, string folder, VerbContext context)
    {
        using ZeroMqPromptServer server = new(address, handler);
        IReadOnlyList<KnownBehaviour> behaviours = service.Behaviours();
        context.Log.Information("Answering at {Address:l}; {Count} behaviours: {Names:l}", address, behaviours.Count, string.Join(", ", behaviours.Select(one => one.Name)));
        SupervisorLink.Write(SupervisorLink.ReadyEvent, new { address, previews = folder });
        server.Run(context.Cancellation);
    }
}
