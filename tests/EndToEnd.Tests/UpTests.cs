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
        var apart = Math.Abs(walking.RootElement.GetProperty("distance_m").GetDouble() - standing.RootElement.GetProperty("distance_m").GetDouble());
        Assert.True(apart > 0.1, $"the two ended only {apart:f2} m apart");
    }

    [Fact]
    public void A_nonsense_sentence_is_refused_and_the_reason_given()
    {
        var (code, _, errors) = Run("chop the onions quickly", domain: 63, seconds: 2);

        Assert.Equal(1, code);
        Assert.Contains("Not understood", errors, StringComparison.Ordinal);
    }

    private static JsonDocument Up(string sentence, int domain)
    {
        var (code, output, errors) = Run(sentence, domain, SecondsPerSentence);
        Assert.True(code == 0, $"genrl up ended with {code}: {errors}");
        return JsonDocument.Parse(output);
    }

    private static (int Code, string Output, string Errors) Run(string sentence, int domain, double seconds) =>
        Genrl.Run(root: null, "up", "--headless", "--json", "--for", $"{seconds}s", "--say", sentence, "--domain", $"{domain}", "--seed", "4");
}
