using System.Runtime.InteropServices;

namespace GenRL.Cli.Supervision;

/// <summary>POSIX signals to other processes; the platform library can only kill.</summary>
internal static partial class Signals
{
    /// <summary>SIGTERM: please end.</summary>
    public const int Terminate = 15;

    /// <summary>Sends a signal; a process that is already gone is no error.</summary>
    public static void Send(int processId, int signal) => _ = Kill(processId, signal);

    [LibraryImport("libc", EntryPoint = "kill", SetLastError = true)]
    private static partial int Kill(int processId, int signal);
}
