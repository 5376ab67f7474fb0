using System.Net;
using System.Net.Sockets;
using GenRL.Learning.Distributed;
using static TorchSharp.torch;

namespace GenRL.Learning.Tests.Distributed;

/// <summary>Two members of a group on this machine, in threads or in processes.</summary>
internal static class TwoRanks
{
    public static DistributedOptions Options { get; } = new() { TimeoutS = 120 };

    public static int FreePort()
    {
        using var listener = new TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }

    public static RankEnvironment Environment(int rank, int port) => new(rank, 2, "127.0.0.1", port);

    /// <summary>Runs both in threads of this process; for work that draws nothing from torch's global generator.</summary>
    public static T[] InThreads<T>(Func<Ranks, T> work)
    {
        var port = FreePort();
        var members = Enumerable.Range(0, 2).Select(rank => Task.Factory.StartNew(
            () =>
            {
                using var ranks = Ranks.Join(Environment(rank, port), Options, CPU);
                return work(ranks);
            },
            TaskCreationOptions.LongRunning));
        return Task.WhenAll(members).GetAwaiter().GetResult();
    }
}
