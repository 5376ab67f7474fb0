using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace GenRL.Cli.CommandLine;

/// <summary>Times on the command line: a number with ms, s, m or h; seconds when nothing follows.</summary>
internal static class Durations
{
    private static readonly (string Suffix, double Seconds)[] Units = [("ms", 1e-3), ("s", 1), ("m", 60), ("h", 3600)];

    /// <summary>An option whose value is a time.</summary>
    public static Option<TimeSpan?> Option(string name, string description) => new(name)
    {
        Description = description,
        HelpName = "time",
        CustomParser = Parse,
    };

    /// <summary>Reads a time.</summary>
    public static bool TryParse(string text, out TimeSpan duration)
    {
        (string suffix, double seconds) = Units.FirstOrDefault(unit => text.EndsWith(unit.Suffix, StringComparison.Ordinal), ("", 1));
        bool valid = double.TryParse(text[..^suffix.Length], NumberStyles.Float, CultureInfo.InvariantCulture, out double number)
            && number > 0 && number * seconds < TimeSpan.FromDays(365).TotalSeconds;
        duration = valid ? TimeSpan.FromSeconds(number * seconds) : default;
        return valid;
    }

    /// <summary>A time for people: minutes and seconds, with hours in front where there are any.</summary>
    public static string Text(TimeSpan time) => time.TotalHours < 1
        ? time.ToString(@"m\:ss", CultureInfo.InvariantCulture)
        : string.Create(CultureInfo.InvariantCulture, $@"{(long)time.TotalHours}:{time:mm\:ss}");

    private static TimeSpan? Parse(ArgumentResult result)
    {
        string text = result.Tokens.Single().Value;
        if (TryParse(text, out TimeSpan duration))
        {
            return duration;
        }

        result.AddError($"'{text}' is not a time. Write for example 60s, 500ms, 2m or 1h.");
        return null;
    }
}
