using System.Diagnostics;
using System.Text.Json;

namespace EndToEnd.Tests;

/// <summary>The main job with the shipped models: simulator, control and prompt service as processes of their own over real DDS.</summary>
[Trait("speed", "slow")]
public sealed class UpTests
{
    private const double SecondsPerSentence = 20;

    [Fact]
    public void Two_sentences_lead_to_measurably_different_motion()
    {
        using var walking = Up("walk fast clean", domain: 61);
        using var standing = Up("standing up straight", domain: 62);

        Assert.Equal("walk", walking.RootElement.GetProperty("behaviour").GetString());
        Assert.Equal("stand", standing.RootElement.GetProperty("behaviour").GetString());
        Assert.True(walking.RootElement.GetProperty("ticks").GetInt64() > 10 * SecondsPerSentence);
        var apart = Math.Abs(walking.RootElement.GetProperty("distance_m").GetDouble()) - Math.Abs(standing.RootElement.GetProperty("distance_m").GetDouble());
        Assert.True(apart > 0.5, $"walking went only {apart:f2} m further than standing");
    }

    [Fact]
    public void A_nonsense_sentence_is_met_with_little_confidence()
    {
        using var answer = Up("chop the onions quickly", domain: 63, seconds: 2);

        Assert.True(answer.RootElement.GetProperty("confidence").GetDouble() < 0.5);
    }

    private static JsonDocument Up(string sentence, int domain, double seconds = SecondsPerSentence)
    {
        var program = Path.Combine(AppContext.BaseDirectory, "genrl.dll");
        var start = new ProcessStartInfo("dotnet", [program, "up", "--headless", "--json", "--for", $"{seconds}s", "--say", sentence, "--domain", $"{domain}", "--seed", "4"])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start) ?? throw new InvalidOperationException("dotnet does not start");
        var errors = process.StandardError.ReadToEndAsync();
        var output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        Assert.True(process.ExitCode is 0 or 1 && output.Length > 0, $"genrl up ended with {process.ExitCode}: {errors.Result}");
        return JsonDocument.Parse(output);
    }
}
