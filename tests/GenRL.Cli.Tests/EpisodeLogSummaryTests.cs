using System.Globalization;
using GenRL.Cli.Up;

namespace GenRL.Cli.Tests;

public sealed class EpisodeLogSummaryTests : IDisposable
{
    private readonly string _path = Path.GetTempFileName();

    public void Dispose() => File.Delete(_path);

    [Fact]
    public void Ways_add_up_over_starts_and_rewards_are_means_per_step()
    {
        File.WriteAllLines(_path, [Line(0.05, 0, 0, 1), Line(0.10, 0, 2, 2), Line(0.15, 1, 0, 0), Line(0.20, 1, 3, 1)]);
        EpisodeLogSummary summary = EpisodeLogSummary.Read(_path);
        Assert.Equal((4, 5.0, 1.0), (summary.Steps, summary.DistanceM, summary.MeanRewards["walk"]));
        Assert.Equal(0.15, summary.SimulatedS, 6);
    }

    [Fact]
    public void Only_what_follows_the_prompt_counts()
    {
        File.WriteAllLines(_path, [Line(1, 0, 0, 2), Line(2, 0, 5, 2), Line(3, 0, 6, 1)]);
        EpisodeLogSummary summary = EpisodeLogSummary.Read(_path, fromS: 1.5);
        Assert.Equal((2, 1.0, 1.5), (summary.Steps, summary.DistanceM, summary.MeanRewards["walk"]));
        Assert.Equal(3, EpisodeLogSummary.LastTimeS(_path));
    }

    [Fact]
    public void A_last_line_cut_by_a_killed_simulator_is_left_out()
    {
        File.WriteAllText(_path, Line(1, 0, 0, 2) + "\n" + Line(2, 0, 5, 2) + "\n" + Line(3, 0, 6, 1)[..25]);
        Assert.Equal(2, EpisodeLogSummary.Read(_path).Steps);
        Assert.Equal(2, EpisodeLogSummary.LastTimeS(_path));
    }

    [Fact]
    public void A_damaged_line_in_the_middle_is_named()
    {
        File.WriteAllLines(_path, [Line(1, 0, 0, 2), "garbage", Line(2, 0, 5, 2)]);
        Assert.Contains("line 2", Assert.Throws<InvalidDataException>(() => EpisodeLogSummary.Read(_path)).Message, StringComparison.Ordinal);
    }

    [Fact]
    public void What_a_start_drew_is_no_step()
    {
        File.WriteAllLines(_path, ["""{"time_s":0,"episode":0,"seed":4,"conditions":{"friction":0.9}}""", Line(1, 0, 0, 2), Line(2, 0, 5, 2)]);
        EpisodeLogSummary summary = EpisodeLogSummary.Read(_path);
        Assert.Equal((2, 5.0, 2.0), (summary.Steps, summary.DistanceM, summary.MeanRewards["walk"]));
    }

    [Fact]
    public void An_empty_log_is_no_motion()
    {
        Assert.Equal(0, EpisodeLogSummary.Read(_path).Steps);
        Assert.Equal(0, EpisodeLogSummary.LastTimeS(_path));
    }

    private static string Line(double timeS, int episode, double x, double reward) => string.Create(
        CultureInfo.InvariantCulture,
        $$$"""
        {"time_s":{{{timeS}}},"episode":{{{episode}}},"torso_x_m":{{{x}}},"torso_height_m":1.2,"speed_m_per_s":0.5,"upright":1,"rewards":{"walk":{{{reward}}}}}
        """);
}
