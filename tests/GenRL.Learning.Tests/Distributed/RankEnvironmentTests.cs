using GenRL.Learning.Distributed;

namespace GenRL.Learning.Tests.Distributed;

public sealed class RankEnvironmentTests
{
    private static readonly Dictionary<string, string> Complete = new()
    {
        ["RANK"] = "1", ["WORLD_SIZE"] = "4", ["MASTER_ADDR"] = "node7", ["MASTER_PORT"] = "29500",
    };

    private static RankEnvironment? Read(params (string Name, string? Value)[] changes)
    {
        var variables = new Dictionary<string, string?>(Complete.Select(pair => KeyValuePair.Create<string, string?>(pair.Key, pair.Value)));
        foreach (var (name, value) in changes)
        {
            variables[name] = value;
        }

        return RankEnvironment.Read(name => variables.GetValueOrDefault(name));
    }

    [Fact]
    public void The_four_usual_variables_say_which_process_this_is() =>
        Assert.Equal(new RankEnvironment(1, 4, "node7", 29500) { ServesStore = false, Prefix = "genrl/" }, Read());

    [Fact]
    public void Without_them_or_with_one_process_training_is_alone()
    {
        Assert.Null(RankEnvironment.Read(_ => null));
        Assert.Null(Read(("WORLD_SIZE", "1"), ("RANK", "0")));
    }

    [Fact]
    public void Rank_zero_holds_the_store_unless_the_launcher_does()
    {
        Assert.True(Read(("RANK", "0"))!.ServesStore);
        var launched = Read(("RANK", "0"), ("TORCHELASTIC_USE_AGENT_STORE", "True"), ("TORCHELASTIC_RESTART_COUNT", "2"), ("LOCAL_RANK", "3"))!;
        Assert.False(launched.ServesStore);
        Assert.Equal(("genrl/attempt-2/", 3), (launched.Prefix, launched.LocalRank));
    }

    [Theory]
    [InlineData("RANK", null, "RANK is not set")]
    [InlineData("RANK", "4", "RANK is '4'")]
    [InlineData("RANK", "-1", "RANK is '-1'")]
    [InlineData("WORLD_SIZE", "many", "WORLD_SIZE is 'many'")]
    [InlineData("MASTER_ADDR", null, "MASTER_ADDR is not set")]
    [InlineData("MASTER_PORT", "70000", "MASTER_PORT is '70000'")]
    [InlineData("WORLD_SIZE", null, "WORLD_SIZE is not")]
    public void What_is_missing_or_senseless_is_named(string name, string? value, string message) =>
        Assert.Contains(message, Assert.Throws<ArgumentException>(() => Read((name, value))).Message, StringComparison.Ordinal);

    [Theory]
    [InlineData("tcp", 1)]
    [InlineData("gloo", 0)]
    [InlineData("gloo", double.NaN)]
    public void Options_out_of_range_are_refused(string backend, double timeout) =>
        Assert.Throws<ArgumentException>(() => new DistributedOptions { Backend = backend, TimeoutS = timeout }.Validated());
}
