using System.Diagnostics;
using System.Globalization;
using System.Text.Json;
using GenRL.Cli.Up;

namespace EndToEnd.Tests;

/// <summary>Simulators and controllers started one by one, as somebody with more than one robot does.</summary>
[Trait("speed", "slow")]
public sealed class SimTests : IDisposable
{
    private const int Interrupt = 2;
    private static readonly TimeSpan Poll = TimeSpan.FromMilliseconds(50);

    // in lockstep the robot waits for a busy machine, so the controller must not take a pause for a loss
    private static readonly string[] Patient =
        ["--set", "control.hold_after_s=8", "--set", "control.stop_after_s=60", "--set", "control.joint_states_lost_after_s=10"];

    private readonly string _folder = Directory.CreateTempSubdirectory("genrl-sim-").FullName;

    public void Dispose() => Directory.Delete(_folder, recursive: true);

    [Fact]
    public void Two_robots_in_one_domain_do_not_hear_each_others_controllers()
    {
        using RunningVerb sims = Start(72, "sim", "--instances", "2", "--lockstep", "--speed", "4", "--start", "standing", "--episode-log", Log("walk.jsonl"), "--json");
        sims.WaitForLog("Simulating walker in /sim2");
        using RunningVerb standing = Start(72, ["control", "--armed", "--behaviour", "stand", "--namespace", "sim1", .. Control]);
        using RunningVerb idle = Start(72, ["control", "--namespace", "sim2", .. Control]);
        WaitUntil(sims, () => Time("walk.sim1.jsonl") > 5 && Time("walk.sim2.jsonl") > 5);
        (int code, JsonDocument? summary) = sims.End(Interrupt);
        Assert.Equal(0, code);
        JsonElement[] reports = [.. summary!.RootElement.GetProperty("instances").EnumerateArray()];
        Assert.Equal(["/sim1", "/sim2"], reports.Select(report => report.GetProperty("namespace").GetString()));
        Assert.All(reports, report => Assert.True(report.GetProperty("commands_accepted").GetInt64() >= 100, report.GetRawText()));
        Assert.All(reports, report => Assert.Equal(0, report.GetProperty("commands_rejected").GetInt64()));

        // the one that stands is held up by its controller, the other one falls without torque
        double stands = EpisodeLogSummary.Read(Log("walk.sim1.jsonl"), fromS: 3).MeanHeightM, falls = EpisodeLogSummary.Read(Log("walk.sim2.jsonl"), fromS: 3).MeanHeightM;
        Assert.True(stands > 1 && falls < 0.7, $"{stands} m and {falls} m\n{standing.Log}\n{idle.Log}");
        Assert.Equal((0, 0), (standing.End(Interrupt).Code, idle.End(Interrupt).Code));
    }

    [Fact]
    public void The_controller_itself_in_lockstep_repeats_a_run_to_the_last_digit()
    {
        string[] first = Walk(73, "first.jsonl"), second = Walk(74, "second.jsonl");
        Assert.Equal(first, second);
    }

    private static IEnumerable<string> Control => ["--json", "--package", RunningRobot.ShippedPackage, .. Patient];

    private string[] Walk(int domain, string log)
    {
        using RunningVerb sim = Start(domain, "sim", "--lockstep", "--speed", "max", "--seed", "5", "--start", "standing", "--episode-log", Log(log), "--json");
        using RunningVerb control = Start(domain, ["control", "--lockstep", "--armed", "--behaviour", "walk", .. Control]);
        WaitUntil(sim, () => Time(log) > 5);
        (int code, JsonDocument? summary) = sim.End(Interrupt);
        Assert.Equal(0, code);
        Assert.True(summary!.RootElement.GetProperty("distance_m").GetDouble() > 1, summary.RootElement.GetRawText());
        control.End(Interrupt);
        return [.. File.ReadLines(Log(log)).Take(100)];
    }

    private RunningVerb Start(int domain, params IEnumerable<string> arguments) =>
        new(Genrl.Start(_folder, [.. arguments, "--domain", domain.ToString(CultureInfo.InvariantCulture)]));

    private string Log(string name) => Path.Combine(_folder, name);

    private double Time(string name) => File.Exists(Log(name)) ? EpisodeLogSummary.LastTimeS(Log(name)) : 0;

    private static void WaitUntil(RunningVerb verb, Func<bool> done)
    {
        Stopwatch waited = Stopwatch.StartNew();
        while (!done())
        {
            Assert.True(waited.Elapsed < RunningVerb.Patience, verb.Log);
            Thread.Sleep(Poll);
        }
    }
}
