using System.Diagnostics;

namespace ROS2.Tests;

/// <summary>Base of tests that talk over DDS: a domain of this process's own, joined before and left after each test.</summary>
[Collection("domain")]
public abstract class RosDomainTest : IDisposable
{
    /// <summary>Differs between test runs that happen at the same time on one machine.</summary>
    internal static readonly RclOptions Options = new() { DomainId = 1 + (Environment.ProcessId % 200) };

    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(20);

    protected RosDomainTest() => RCLdotnet.Init(Options);

    public void Dispose()
    {
        RCLdotnet.Shutdown();
        GC.SuppressFinalize(this);
    }

    /// <summary>Spins until a condition holds; fails when it does not within the time even a loaded machine needs.</summary>
    protected static void SpinUntil(Node node, Func<bool> condition, string what)
    {
        long start = Stopwatch.GetTimestamp();
        while (!condition())
        {
            Assert.True(Stopwatch.GetElapsedTime(start) < Patience, $"Waited {Patience.TotalSeconds} s for: {what}");
            RCLdotnet.SpinOnce(node, 50);
        }
    }
}
