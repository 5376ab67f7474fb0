using System.Text.Json.Nodes;

namespace EndToEnd.Tests;

/// <summary>The measurements run and their figures hang together.</summary>
[Trait("speed", "slow")]
public sealed class BenchTests
{
    [Fact]
    public void The_control_loop_is_measured_over_DDS_and_allocates_nothing()
    {
        JsonNode result = Bench("control", "--for", "2s", "--domain", "70");

        Assert.InRange((long)result["ticks"]!, 10, 41);
        Assert.True((long)result["commands"]! > (long)result["ticks"]!);
        Assert.Equal(0, (double)result["bytes_per_tick"]!);
        RequireOrdered(result["latency_us"]!);
    }

    [Fact]
    public void A_policy_step_is_measured_and_allocates_nothing()
    {
        JsonNode result = Bench("policy", "--steps", "200");

        Assert.Equal(0, (double)result["bytes_per_step"]!);
        RequireOrdered(result["latency_us"]!);
    }

    private static void RequireOrdered(JsonNode latency)
    {
        double[] figures = [.. new[] { "p50", "p90", "p99", "p999", "max" }.Select(name => (double)latency[name]!)];
        Assert.True(figures[0] > 0);
        Assert.Equal(figures.Order(), figures);
    }

    private static JsonNode Bench(params IEnumerable<string> arguments)
    {
        (int code, string output, string errors) = Genrl.Run(null, ["bench", .. arguments, "--json"]);
        Assert.True(code == 0, errors);
        return JsonNode.Parse(output)!;
    }
}
