using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;

namespace GenRL.Cli.CommandLine;

/// <summary>How fast simulated time passes: a factor of real time, or <c>max</c> for as fast as the machine can.</summary>
internal static class SpeedOption
{
    private const string Unlimited = "max";

    /// <summary>A new option; each command has its own. Infinity stands for <c>max</c>.</summary>
    public static Option<double> Create() => new("--speed")
    {
        Description = $"Simulated seconds per real second, or '{Unlimited}' for as fast as possible",
        HelpName = "factor",
        CustomParser = Parse,
        DefaultValueFactory = _ => 1,
    };

    private static double Parse(ArgumentResult result)
    {
        string text = result.Tokens.Single().Value;
        if (text == Unlimited)
        {
            return double.PositiveInfinity;
        }

        if (double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double factor) && factor > 0)
        {
            return factor;
        }

        result.AddError($"'{text}' is not a speed. Write for example 0.25, 1, 4 or {Unlimited}.");
        return 1;
    }
}
