using System.CommandLine;
using System.Globalization;
using GenRL.Cli.CommandLine;
using GenRL.Cli.Configuration;
using GenRL.Cli.Datasets;
using GenRL.Data;
using GenRL.Learning.Experts;
using GenRL.VideoLanguage;

namespace GenRL.Cli.Verbs;

/// <summary><c>genrl dataset</c>: whole datasets by recipe, and cards that describe them.</summary>
internal static class DatasetVerb
{
    public static Command Create() => new Verb(
        "dataset", "Make whole datasets by recipe, and describe them",
        "./genrl dataset make walker data/walker --scale 0.04",
        "./genrl dataset card data/walker")
    {
        Make(),
        Card(),
    };

    private static Verb Make()
    {
        Argument<string> domain = new("domain") { Description = "The robot" };
        Argument<string> folder = new("folder") { Description = "Folder of the dataset; an interrupted one goes on, a finished one may grow" };
        Option<double> scale = new("--scale") { Description = "Share of the published frames (Table 4 of the paper)", DefaultValueFactory = _ => 0.04 };
        Option<string> vlm = PackageOptions.VideoLanguageModel();
        Option<ulong> seed = new("--seed") { Description = "Seed of everything", DefaultValueFactory = _ => 1UL };
        Option<int> stride = new("--stride") { Description = "Steps between embedded windows: 8 is enough for training, 1 embeds every step", DefaultValueFactory = _ => PromptFrames.WindowFrames };
        Option<int> threads = new("--threads") { Description = "Threads at work; they change the time it takes and nothing else", DefaultValueFactory = _ => Math.Min(4, Environment.ProcessorCount) };
        Option<string?> recipe = new("--recipe") { Description = "Recipe: a shipped name or a YAML file (default: dataset-DOMAIN)" };
        ConfigurationOptions configuration = new();
        Verb command = new(
            "make", "Collect, render, embed, check and describe a dataset with the proportions of the paper's",
            "./genrl dataset make walker data/walker --scale 0.04") { domain, folder, scale, vlm, seed, stride, threads, recipe };
        configuration.AddTo(command);
        command.SetVerb((parsed, context) =>
        {
            VerbValues.RequireDomain(parsed.GetValue(domain)!);
            var options = configuration.Read(parsed, parsed.GetValue(recipe) ?? $"dataset-{parsed.GetValue(domain)}");
            var provenance = Provenance.Current();
            RecipeRecord record = new(
                options.Bind<DatasetRecipe>("dataset"), parsed.GetValue(scale), parsed.GetValue(seed), parsed.GetValue(stride), options.Bind<Td3Options>("experts"),
                provenance.Commit, provenance.Versions);
            record.Recipe.RequireValid(parsed.GetValue(domain)!);
            if (!(record.Scale > 0 && record.Scale <= 100) || record.Stride < 1 || parsed.GetValue(threads) < 1 || record.Seed > int.MaxValue)
            {
                throw new WrongUseException("--scale is above 0 and at most 100, --stride and --threads are from 1, --seed is below 2^31.");
            }

            using var model = VideoLanguageModel.Load(DefaultPaths.FromRoot(parsed.GetValue(vlm)!));
            var report = new DatasetMaking(parsed.GetValue(folder)!, record, model, parsed.GetValue(threads), VerbValues.Progress(context)).Run(context.Cancellation);
            return Describe(parsed.GetValue(folder)!, parsed.GetValue(folder)!, report, context);
        });
        return command;
    }

    private static Verb Card()
    {
        Argument<string> folder = new("folder") { Description = "Folder of any dataset" };
        Option<string?> output = new("--out") { Description = "Folder that receives card.md, card.json, returns.png and frames.png (default: the dataset's)" };
        Verb command = new("card", "Read a whole dataset, say what is wrong with it, and describe it", "./genrl dataset card data/walker") { folder, output };
        command.SetVerb((parsed, context) =>
        {
            var report = DatasetCheck.Run(parsed.GetValue(folder)!, VerbValues.Progress(context), context.Cancellation);
            return Describe(parsed.GetValue(folder)!, parsed.GetValue(output) ?? parsed.GetValue(folder)!, report, context);
        });
        return command;
    }

    private static int Describe(string folder, string output, DatasetReport report, VerbContext context)
    {
        var dataset = DatasetFolder.Open(folder);
        var card = DatasetCard.Of(dataset.Manifest, report, RecipeRecord.Read(folder));
        DatasetCardFiles.Write(output, dataset, card, report);
        if (context.Json)
        {
            Output.WriteJson(card);
        }
        else
        {
            Output.WriteTable(
                ["subset", "episodes", "frames", "of published"],
                [.. card.Subsets.Select(subset => new[]
                {
                    subset.Name, $"{subset.Episodes}", $"{subset.Frames}",
                    subset.PublishedFrames is { } published ? string.Create(CultureInfo.InvariantCulture, $"{100.0 * subset.Frames / published:f1} %") : "-",
                })]);
        }

        foreach (var problem in card.Problems)
        {
            context.Log.Error("{Problem:l}", problem);
        }

        return card.Problems.Count == 0 ? ExitCode.Success : ExitCode.Failed;
    }
}
