using System.CommandLine;
using System.CommandLine.Help;
using GenRL.Cli.CommandLine;

namespace GenRL.Cli.Verbs;

/// <summary>The command line's root: what the program is, and its verbs in the order in which one meets them.</summary>
internal static class RootVerb
{
    private static readonly string[] Examples =
    [
        "./genrl up                        # a simulated walker, its controller and the prompt service",
        "./genrl say \"walk fast clean\"     # in a second terminal",
        "./genrl test                      # every test, slow ones included",
    ];

    public static RootCommand Create()
    {
        RootCommand root = new("GenRL: teach a robot by telling it what to do.")
        {
            GlobalOptions.Json,
            GlobalOptions.LogLevel,
            UpVerb.Create(),
            SayVerb.Create(),
            PreviewVerb.Create(),
            ViewVerb.Create(),
            DoctorVerb.Create(),
            TasksVerb.Create(),
            PackageVerb.Create(),
            SimVerb.Create(),
            UrdfVerb.Create(),
            ControlVerb.Create(),
            PromptVerb.Create(),
            CollectVerb.Create(),
            RenderVerb.Create(),
            EmbedVerb.Create(),
            DatasetVerb.Create(),
            TrainVerb.Create(),
            EvaluateVerb.Create(),
            ReportVerb.Create(),
            ExportVerb.Create(),
            ImportVerb.Create(),
            BenchVerb.Create(),
        };
        HelpOption help = root.Options.OfType<HelpOption>().Single();
        help.Action = new ExampleHelpAction((HelpAction)help.Action!, Examples);
        return root;
    }
}
