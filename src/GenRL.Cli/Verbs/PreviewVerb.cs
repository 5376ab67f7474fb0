using System.CommandLine;
using GenRL.Cli.CommandLine;
using GenRL.Prompting;
using GenRL.Prompting.Confidence;
using GenRL.Prompting.Serving;
using GenRL.Robots.Packages;
using GenRL.VideoLanguage;

namespace GenRL.Cli.Verbs;

/// <summary><c>genrl preview "..."</c>: shows what a sentence is taken to mean, without a running robot.</summary>
internal static class PreviewVerb
{
    public static Command Create()
    {
        Argument<string> sentence = new("sentence") { Description = "What the robot would be asked" };
        Option<string> image = new("--out")
        {
            Description = "Picture to write: .gif for a loop, .png for a strip",
            DefaultValueFactory = _ => "preview.gif",
        };
        Option<string> package = PackageOptions.Package();
        Option<string> vlm = PackageOptions.VideoLanguageModel();
        Verb command = new(
            "preview",
            "Show what a sentence is taken to mean: decoded target, confidence, nearest behaviours; needs no running robot",
            "./genrl preview \"walk fast clean\" --out walk.gif",
            "./genrl preview \"lunge pose\" --out lunge.png --json")
        {
            sentence, image, package, vlm,
        };
        command.SetVerb((parsed, context) => Run(
            parsed.GetValue(sentence)!, parsed.GetValue(image)!, DefaultPaths.FromRoot(parsed.GetValue(package)!),
            DefaultPaths.FromRoot(parsed.GetValue(vlm)!), context));
        return command;
    }

    private static int Run(string sentence, string image, string packageFolder, string vlmFolder, VerbContext context)
    {
        ModelPackage package = ModelPackage.Load(packageFolder);
        using PromptInterpreter interpreter = new(VideoLanguageModel.Load(vlmFolder), package);
        PromptJudgement judgement = interpreter.Judge(sentence, interpreter.Known(package));
        string written = new PreviewWriter(Environment.CurrentDirectory, new PromptOptions().PreviewFrameS).Write(judgement, image);
        if (context.Json)
        {
            Output.WriteJson(new { judgement.Prompt, judgement.Confidence, judgement.Verdict, judgement.Parts, judgement.Nearest, Image = written });
        }
        else
        {
            Console.Out.WriteLine(FormattableString.Invariant($"confidence {judgement.Confidence:0.00} ({judgement.Verdict.ToString().ToLowerInvariant()}); picture: {written}"));
            Output.WriteTable(
                ["behaviour", "similarity"], [.. judgement.Nearest.Select(match => new[] { match.Behaviour, FormattableString.Invariant($"{match.Similarity:0.000}") })]);
        }

        if (judgement.Verdict == Verdict.Refused)
        {
            context.Log.Warning("Low confidence: nothing like this was ever seen; the robot would refuse it");
        }

        return ExitCode.Success;
    }
}
