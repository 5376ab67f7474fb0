using System.Globalization;
using System.Runtime.ExceptionServices;
using Serilog;

namespace GenRL.Simulation.Node;

/// <summary>
/// Several simulated robots side by side in one process: each with a namespace, a seed, a world, a renderer and a thread of its own, so
/// that they share nothing but the ROS domain. RCLdotnet must have been initialised.
/// </summary>
public static class SimulationFleet
{
    /// <summary>Most instances of one process.</summary>
    public const int MostInstances = 32;

    /// <summary>
    /// Options of each instance. One alone keeps its namespace; several get <c>sim1</c>, <c>sim2</c> and so on, or the given namespace with
    /// their number, and the seeds that follow the first one's. An episode log is written per instance, with the namespace in its name.
    /// </summary>
    /// <exception cref="ArgumentException">The number makes no sense.</exception>
    public static IReadOnlyList<SimulationNodeOptions> Instances(SimulationNodeOptions options, int count)
    {
        if (count is < 1 or > MostInstances)
        {
            throw new ArgumentException($"{count} instances make no sense; ask for 1 to {MostInstances}.");
        }

        return count == 1 ? [options] : [.. Enumerable.Range(1, count).Select(Instance)];

        SimulationNodeOptions Instance(int number)
        {
            string space = string.Create(CultureInfo.InvariantCulture, $"{(options.Namespace.Length == 0 ? "sim" : options.Namespace)}{number}");
            return options with
            {
                Namespace = space,
                Seed = options.Seed + (ulong)(number - 1),
                EpisodeLog = options.EpisodeLog is null ? null : LogOf(options.EpisodeLog, space),
            };
        }
    }

    /// <summary>Runs all of them until cancelled; if one fails, all end.</summary>
    /// <param name="instances">Their options.</param>
    /// <param name="log">Where they report.</param>
    /// <param name="ready">Called once when all are on the graph.</param>
    /// <param name="stop">Ends the run.</param>
    /// <returns>One report per instance.</returns>
    /// <exception cref="ArgumentException">An option makes no sense.</exception>
    /// <exception cref="TimeoutException">In lockstep, a controller stopped answering.</exception>
    public static IReadOnlyList<SimulationReport> Run(IReadOnlyList<SimulationNodeOptions> instances, ILogger log, Action ready, CancellationToken stop)
    {
        var reports = new SimulationReport[instances.Count];
        var failures = new Exception?[instances.Count];
        int missing = instances.Count;
        using var ended = CancellationTokenSource.CreateLinkedTokenSource(stop);
        Thread[] threads = [.. instances.Select((options, i) => new Thread(() => RunOne(options, i)) { IsBackground = true, Name = $"sim {options.Namespace}" })];
        foreach (Thread thread in threads)
        {
            thread.Start();
        }

        foreach (Thread thread in threads)
        {
            thread.Join();
        }

        if (Array.Find(failures, failure => failure is not null) is { } first)
        {
            ExceptionDispatchInfo.Throw(first);
        }

        return reports;

        void RunOne(SimulationNodeOptions options, int i)
        {
            try
            {
                using SimulationNode node = new(options, log);
                if (Interlocked.Decrement(ref missing) == 0)
                {
                    ready();
                }

                reports[i] = node.Run(ended.Token);
            }
            catch (Exception failure)
            {
                // told to whoever called, once all others have ended
                failures[i] = failure;
                ended.Cancel();
            }
        }
    }

    private static string LogOf(string path, string space) => Path.Combine(
        Path.GetDirectoryName(path) ?? "",
        $"{Path.GetFileNameWithoutExtension(path)}.{space.Trim('/').Replace('/', '.')}{Path.GetExtension(path)}");
}
