using System.Text.Json;
using System.Text.Json.Serialization;

namespace GenRL.Cli.Up;

/// <summary>What the simulator's episode log says about a stretch of time.</summary>
/// <param name="Steps">Agent steps.</param>
/// <param name="SimulatedS">Simulated seconds.</param>
/// <param name="DistanceM">Way of the torso forward over all starts.</param>
/// <param name="MeanSpeedMPerS">Mean forward speed of the body.</param>
/// <param name="MeanHeightM">Mean height of the torso.</param>
/// <param name="MeanRewards">Mean reward per agent step by task.</param>
internal sealed record EpisodeLogSummary(
    int Steps, double SimulatedS, double DistanceM, double MeanSpeedMPerS, double MeanHeightM, IReadOnlyDictionary<string, double> MeanRewards)
{
    private static readonly JsonSerializerOptions SnakeCase = new() { PropertyNamingPolicy = JsonNamingPolicy.SnakeCaseLower };

    /// <summary>Reads the lines from <paramref name="fromS"/> on (simulated seconds); a last line cut short by a killed process is left out.</summary>
    /// <exception cref="InvalidDataException">A line in the middle is damaged.</exception>
    public static EpisodeLogSummary Read(string path, double fromS = 0)
    {
        string[] lines = ReadShared(path);
        List<Line> kept = [];
        for (int i = 0; i < lines.Length; i++)
        {
            if (Parse(lines[i]) is Line line)
            {
                // a start's conditions have no rewards
                if (line.TimeS >= fromS && line.Rewards is not null)
                {
                    kept.Add(line);
                }
            }
            else if (i < lines.Length - 1)
            {
                throw new InvalidDataException($"{path}: line {i + 1} is damaged.");
            }
        }

        return Summarize(kept);
    }

    /// <summary>Simulated time of the last whole line; 0 for an empty log.</summary>
    public static double LastTimeS(string path) => ReadShared(path).Reverse().Select(Parse).FirstOrDefault(line => line is not null)?.TimeS ?? 0;

    private static EpisodeLogSummary Summarize(List<Line> lines)
    {
        if (lines.Count == 0)
        {
            return new EpisodeLogSummary(0, 0, 0, 0, 0, new Dictionary<string, double>());
        }

        // Every start puts the robot back, so ways are added up start by start.
        double distance = lines.GroupBy(line => line.Episode).Sum(start => start.Last().TorsoXM - start.First().TorsoXM);
        Dictionary<string, double> rewards = lines[0].Rewards!.Keys.ToDictionary(task => task, task => lines.Average(line => line.Rewards![task]));
        return new EpisodeLogSummary(
            lines.Count, lines[^1].TimeS - lines[0].TimeS, distance, lines.Average(line => line.SpeedMPerS), lines.Average(line => line.TorsoHeightM), rewards);
    }

    // The simulator may still be writing.
    private static string[] ReadShared(string path)
    {
        using FileStream file = new(path, FileMode.Open, FileAccess.Read, FileShare.ReadWrite);
        using StreamReader reader = new(file);
        return reader.ReadToEnd().Split('\n', StringSplitOptions.RemoveEmptyEntries);
    }

    private static Line? Parse(string text)
    {
        try
        {
            return JsonSerializer.Deserialize<Line>(text, SnakeCase);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private sealed record Line(
        double TimeS, long Episode, [property: JsonPropertyName("torso_x_m")] double TorsoXM, double TorsoHeightM, double SpeedMPerS, double Upright, Dictionary<string, double>? Rewards);
}
