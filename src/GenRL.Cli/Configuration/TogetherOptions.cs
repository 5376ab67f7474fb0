using System.CommandLine;
using GenRL.Learning.Devices;
using GenRL.Learning.Distributed;

namespace GenRL.Cli.Configuration;

/// <summary>Where a training verb computes: on which device, and together with which other processes.</summary>
internal sealed class TogetherOptions
{
    /// <summary>The device.</summary>
    public Option<string> Device { get; } = new("--device")
    {
        Description = "Where networks are trained: cpu, cuda or cuda:N",
        DefaultValueFactory = _ => "cpu",
    };

    /// <summary>
    /// Takes the device into use and joins the processes that the environment names (RANK, WORLD_SIZE, MASTER_ADDR, MASTER_PORT),
    /// configured by the section <c>distributed</c>.
    /// </summary>
    /// <exception cref="ArgumentException">The environment is incomplete, or the name is none of a device.</exception>
    /// <exception cref="NotSupportedException">There is no such device.</exception>
    /// <exception cref="DistributedException">The others did not come.</exception>
    public Ranks Join(ParseResult parsed, OptionsTree tree)
    {
        var environment = RankEnvironment.Read(Environment.GetEnvironmentVariable);
        var device = TrainingDevice.Use(parsed.GetValue(Device)!, environment?.LocalRank);
        return Ranks.Join(environment, tree.Bind<DistributedOptions>("distributed"), device);
    }
}
