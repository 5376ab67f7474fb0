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

    [Fact]
    public void Training_steps_are_measured_by_part_and_no_rewrite_changes_a_result()
    {
        JsonNode result = Bench("train", "--preset", "debug,walker", "--steps", "2", "--alone", "--rewrites");

        Assert.Null(result["ratio_to_python"]);
        Assert.Equal(["behaviour", "cached", "joint"], result["steps"]!.AsObject().Select(step => step.Key).Order());
        foreach ((_, JsonNode? step) in result["steps"]!.AsObject())
        {
            Assert.Equal((double)step!["cpu_ms"]!, step["parts"]!.AsObject().Sum(part => (double)part.Value!), 6);
        }

        JsonArray rewrites = result["rewrites"]!.AsArray();
        Assert.Equal(17, rewrites.Count);
        Assert.All(rewrites, rewrite => Assert.InRange((double)rewrite!["max_difference"]!, 0, 1e-3));
        Assert.All(rewrites, rewrite => Assert.True((double)rewrite!["before_ms"]! > 0));
    }

    [Fact]
    public void Training_is_compared_with_Python_where_there_is_one()
    {
        JsonNode result = Bench("train", "--preset", "debug,walker", "--steps", "1", "--only", "cached");

        JsonNode step = Assert.Single(result["steps"]!.AsObject()).Value!;
        Assert.Equal(result["python_torch"] is null, step["python_ms"] is null);
        Assert.Equal((double?)step["ratio_to_python"], (double?)result["ratio_to_python"]);
        Assert.True(result["python_torch"] is null || (double)step["python_ms"]! > 0);
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
