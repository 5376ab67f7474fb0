using System.CommandLine;
using GenRL.Cli.CommandLine;
using GenRL.Learning.Interchange;

namespace GenRL.Cli.Verbs;

/// <summary><c>genrl import</c>: a checkpoint of the published PyTorch code as a world-model run.</summary>
internal static class ImportVerb
{
    public static Command Create()
    {
        Argument<string> checkpoint = new("checkpoint") { Description = "PyTorch file (.pt) or safetensors file of the published agent's tensors by name; see docs/interchange.md" };
        Argument<string> run = new("run") { Description = "Folder of the world-model run to make" };
        Option<int> classes = new("--classes") { Description = "Classes of each latent variable, which no shape tells", DefaultValueFactory = _ => 32 };
        Verb command = new(
            "import", "Take over a world model, connector and aligner that were trained with the published PyTorch code",
            "./genrl import genrl_stickman.pt runs/stickman")
        {
            checkpoint, run, classes,
        };
        command.SetVerb((parsed, context) =>
        {
            var published = PublishedCheckpoint.Read(parsed.GetValue(checkpoint)!, parsed.GetValue(classes));
            var folder = parsed.GetValue(run)!;
            var options = CheckpointImport.Run(published, folder);
            context.Log.Information("{Count} tensors have no place here and were left out", published.Unused.Count);
            context.Report(
                new { Run = Path.GetFullPath(folder), options.Sizes, Connector = published.Connector, Behaviour = published.HasBehaviour, published.Unused },
                () => $"{folder}: {options.Sizes.ActionSize} actions, {options.Sizes.Variables} x {options.Sizes.Classes} latents, state of {options.Sizes.Deter}, "
                    + (published.Connector is null ? "no connector" : $"embeddings of {published.Connector.EmbeddingSize} numbers"));
            return ExitCode.Success;
        });
        return command;
    }
}
