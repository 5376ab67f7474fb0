using System.Globalization;

namespace GenRL.Learning.Distributed;

/// <summary>
/// Which process of a group this one is, in the variables that torchrun, Kubernetes' PyTorchJob and scripts around Slurm set:
/// RANK, WORLD_SIZE, MASTER_ADDR and MASTER_PORT.
/// </summary>
/// <param name="Rank">Number of this process, from 0.</param>
/// <param name="WorldSize">Number of processes.</param>
/// <param name="MasterAddress">Host of the process of rank 0.</param>
/// <param name="MasterPort">A free port on it.</param>
public sealed record RankEnvironment(int Rank, int WorldSize, string MasterAddress, int MasterPort)
{
    /// <summary>Whether this process holds the store of the rendezvous; under torchrun the launcher does.</summary>
    public bool ServesStore { get; init; } = Rank == 0;

    /// <summary>Separates the attempts of a launcher that restarts its processes on one store.</summary>
    public string Prefix { get; init; } = "genrl/";

    /// <summary>Number of this process on its machine (LOCAL_RANK), which picks its GPU; null where the launcher does not say.</summary>
    public int? LocalRank { get; init; }

    /// <summary>Reads the environment; null when this process trains alone.</summary>
    /// <param name="variable">Looks a variable up.</param>
    /// <exception cref="ArgumentException">Variables are missing or senseless; the message names them.</exception>
    public static RankEnvironment? Read(Func<string, string?> variable)
    {
        if (string.IsNullOrEmpty(variable("WORLD_SIZE")))
        {
            return string.IsNullOrEmpty(variable("RANK"))
                ? null
                : throw new ArgumentException("RANK is set but WORLD_SIZE is not; processes that train together need both, or neither to train alone.");
        }

        var size = Number(variable, "WORLD_SIZE", 1, int.MaxValue);
        if (size == 1)
        {
            return null;
        }

        var attempt = variable("TORCHELASTIC_RESTART_COUNT");
        var rank = Number(variable, "RANK", 0, size - 1);
        return new RankEnvironment(rank, size, Text(variable, "MASTER_ADDR"), Number(variable, "MASTER_PORT", 1, 65535))
        {
            ServesStore = rank == 0 && variable("TORCHELASTIC_USE_AGENT_STORE") != "True",
            Prefix = string.IsNullOrEmpty(attempt) ? "genrl/" : $"genrl/attempt-{attempt}/",
            LocalRank = string.IsNullOrEmpty(variable("LOCAL_RANK")) ? null : Number(variable, "LOCAL_RANK", 0, int.MaxValue),
        };
    }

    private static string Text(Func<string, string?> variable, string name) => variable(name) is { Length: > 0 } text
        ? text
        : throw new ArgumentException($"WORLD_SIZE asks for several processes, but {name} is not set; RANK, WORLD_SIZE, MASTER_ADDR and MASTER_PORT belong together.");

    private static int Number(Func<string, string?> variable, string name, int least, int most)
    {
        var text = Text(variable, name);
        return int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var number) && number >= least && number <= most
            ? number
            : throw new ArgumentException($"{name} is '{text}'; it must be a whole number from {least} to {most}.");
    }
}
