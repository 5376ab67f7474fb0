using System.CommandLine;
using System.Globalization;
using GenRL.Cli.Bench;
using GenRL.Cli.CommandLine;
using GenRL.Simulation;

namespace GenRL.Cli.Verbs;

/// <summary><c>genrl bench collect</c>: how near datasets are made to the speed of physics and drawing.</summary>
internal static class BenchCollectVerb
{
    public static Verb Create()
    {
        Option<string[]> domains = new("--domain") { Description = $"Robots, or all: {string.Join(", ", Worlds.Domains)}", DefaultValueFactory = _ => ["walker"], AllowMultipleArgumentsPerToken = true };
        Option<string[]> renders = new("--render") { Description = "Render presets: plain, smooth, parity", DefaultValueFactory = _ => ["plain", "smooth"], AllowMultipleArgumentsPerToken = true };
        Option<int> episodes = new("--episodes") { Description = "Episodes per turn", DefaultValueFactory = _ => 8 };
        Option<int> threads = new("--threads") { Description = "Worlds at once", DefaultValueFactory = _ => Math.Min(4, Environment.ProcessorCount) };
        Option<int> rounds = new("--rounds") { Description = "Turns of bound and dataset; the figures are medians", DefaultValueFactory = _ => 3 };
        Verb command = new(
            "collect", "Time the making of a dataset, in turns with physics and drawing alone",
            "./genrl bench collect", "./genrl bench collect --domain all --render plain smooth parity --json")
        {
            domains, renders, episodes, threads, rounds,
        };
        command.SetVerb((parsed, context) =>
        {
            if (parsed.GetValue(episodes) < 1 || parsed.GetValue(threads) < 1 || parsed.GetValue(rounds) < 1)
            {
                throw new WrongUseException("--episodes, --threads and --rounds are at least 1.");
            }

            var bench = new CollectBenchmark(parsed.GetValue(episodes), parsed.GetValue(threads), parsed.GetValue(rounds));
            CollectBenchmarkResult[] results =
            [
                .. from domain in Robots(parsed.GetValue(domains)!)
                   from render in parsed.GetValue(renders)!.Select(VerbValues.RenderPreset).ToArray()
                   select Measure(bench, domain, render, context),
            ];
            Write(results, context);
            return ExitCode.Success;
        });
        return command;
    }

    private static CollectBenchmarkResult Measure(CollectBenchmark bench, string domain, RenderPreset render, VerbContext context)
    {
        var result = bench.Run(domain, render, context.Cancellation);
        context.Log.Information("{Domain:l} {Render:l}: {Rate:f0} of {Bound:f0} frames/s", result.Domain, result.Render, result.FramesPerS, result.BoundFramesPerS);
        return result;
    }

    private static IReadOnlyList<string> Robots(string[] wanted)
    {
        if (wanted is ["all"])
        {
            return Worlds.Domains;
        }

        Array.ForEach(wanted, VerbValues.RequireDomain);
        return wanted;
    }

    private static void Write(CollectBenchmarkResult[] results, VerbContext context)
    {
        if (context.Json)
        {
            // The figures at the top are those of the first robot and preset, for scripts that ask for one.
            var (first, provenance) = (results[0], Provenance.Current());
            Output.WriteJson(new
            {
                first.Domain, first.Render, first.FramesPerS, first.BoundFramesPerS, first.Ratio,
                measurements = results, provenance.Commit, provenance.Versions, cores = Environment.ProcessorCount,
            });
            return;
        }

        Output.WriteTable(
            ["robot", "render", "frames/s", "bound", "ratio", "CPU ratio", "CPU ms/frame", "bytes/frame"],
            [.. results.Select(one => new[]
            {
                one.Domain, one.Render, Text(one.FramesPerS, "f0"), Text(one.BoundFramesPerS, "f0"), Text(one.Ratio, "f2"), Text(one.CpuRatio, "f2"),
                Text(one.BoundCpuMsPerFrame, "f2"), Text(one.BytesPerFrame, "f0"),
            })]);
    }

    private static string Text(double value, string format) => value.ToString(format, CultureInfo.InvariantCulture);
}
