using System.CommandLine;
using GenRL.Cli.Bench;
using GenRL.Cli.CommandLine;
using GenRL.Cli.Configuration;
using GenRL.Learning.Behaviours;
using GenRL.Learning.Benchmarks;
using GenRL.Learning.WorldModels;

namespace GenRL.Cli.Verbs;

/// <summary><c>genrl bench train</c>: how fast training is on this machine, against the same steps in plain PyTorch.</summary>
internal static class BenchTrainVerb
{
    public static Verb Create()
    {
        Option<int> steps = new("--steps") { Description = "Steps of each kind that are measured, after a warm-up", DefaultValueFactory = _ => 40 };
        steps.Validators.Add(result =>
        {
            if (result.Tokens.Count > 0 && result.GetValueOrDefault<int>() < 1)
            {
                result.AddError("--steps must be at least 1.");
            }
        });
        Option<TrainingStep?> only = new("--only") { Description = "Measure one kind of step alone: joint, cached or behaviour" };
        Option<bool> alone = new("--alone") { Description = "Do not compare with Python" };
        Option<bool> rewrites = new("--rewrites") { Description = "Also measure each exact rewrite before and after" };
        ConfigurationOptions configuration = new();
        Verb command = new(
            "train", "Time training steps by part, in turns with the same steps in plain PyTorch",
            "./genrl bench train --preset tiny", "./genrl bench train --preset small --steps 16 --json", "./genrl bench train --rewrites")
        {
            steps, only, alone, rewrites,
        };
        configuration.AddTo(command);
        command.SetVerb((parsed, context) =>
        {
            var tree = configuration.Read(parsed);
            var (world, behaviour) = (tree.Bind<WorldModelTrainingOptions>("world_model"), tree.Bind<BehaviourOptions>("behaviour"));
            var count = parsed.GetValue(steps);
            var result = TrainBenchmark.Run(
                parsed.GetValue(configuration.Preset) ?? "", world, behaviour, count, parsed.GetValue(only), parsed.GetValue(alone), context.Log, context.Cancellation);
            if (parsed.GetValue(rewrites))
            {
                result = result with
                {
                    Rewrites =
                    [
                        .. RewriteBenchmark.Run(world, behaviour, count, context.Cancellation),
                        AllocatorBenchmark.Run(configuration.Arguments(parsed), count, context.Cancellation),
                    ],
                };
            }

            Write(result, context);
            return ExitCode.Success;
        });
        return command;
    }

    private static void Write(TrainBenchmarkResult result, VerbContext context)
    {
        if (context.Json)
        {
            Output.WriteJson(result);
            return;
        }

        Output.WriteTable(
            ["step", "ms", "frames/s", "Python ms", "ratio", "CPU ratio", "parts (CPU ms)"],
            [.. result.Steps.Select(step => new[]
            {
                step.Key, Text(step.Value.StepMs), Text(step.Value.FramesPerS), Text(step.Value.PythonMs), Text(step.Value.RatioToPython, "f2"), Text(step.Value.CpuRatioToPython, "f2"),
                string.Join(", ", step.Value.Parts.Select(part => $"{part.Key} {Text(part.Value)}")),
            })]);
        if (result.Rewrites is { } rewrites)
        {
            Output.WriteTable(
                ["rewrite", "before ms", "after ms", "ratio", "max difference"],
                [.. rewrites.Select(one => new[] { one.Name, Text(one.BeforeMs, "f2"), Text(one.AfterMs, "f2"), Text(one.Ratio, "f2"), Text(one.MaxDifference, "g2") })]);
        }
    }

    private static string Text(double? value, string format = "f1")
        => value is { } number ? number.ToString(format, System.Globalization.CultureInfo.InvariantCulture) : "-";
}
