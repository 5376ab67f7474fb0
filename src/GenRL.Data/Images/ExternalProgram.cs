using System.ComponentModel;
using System.Diagnostics;

namespace GenRL.Data;

/// <summary>Runs a helper program such as ffmpeg or gnuplot without a shell, within a time limit.</summary>
internal static class ExternalProgram
{
    private const int MaximumErrorCharacters = 2000;

    /// <summary>Runs to the end.</summary>
    /// <param name="name">Program on the PATH.</param>
    /// <param name="package">Debian package to name when it is missing.</param>
    /// <param name="arguments">Arguments, passed as they are.</param>
    /// <param name="input">Text for its standard input.</param>
    /// <param name="readOutput">Reads its standard output; may stop early, which ends the program.</param>
    /// <param name="limit">Longest run.</param>
    /// <param name="cancellation">Ends the program and the call.</param>
    /// <returns>Exit code and the beginning of its standard error.</returns>
    /// <exception cref="InvalidOperationException">The program is not installed.</exception>
    /// <exception cref="TimeoutException">It took longer than the limit.</exception>
    public static (int ExitCode, string Error) Run(
        string name, string package, IEnumerable<string> arguments, string input, Action<Stream> readOutput, TimeSpan limit, CancellationToken cancellation = default)
    {
        using Process process = Start(name, package, arguments);
        using CancellationTokenSource deadline = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        deadline.CancelAfter(limit);
        using CancellationTokenRegistration kill = deadline.Token.Register(() => Kill(process));
        Task<string> error = ReadBeginning(process.StandardError);
        bool read = false;
        try
        {
            Feed(process, input);
            readOutput(process.StandardOutput.BaseStream);
            process.StandardOutput.Close();
            read = true;
        }
        finally
        {
            // A program whose output was read has nothing left to do; one that still lingers, or whose reader failed, is ended.
            if (!read || !process.WaitForExit(5000))
            {
                Kill(process);
                process.WaitForExit();
            }
        }
        cancellation.ThrowIfCancellationRequested();
        if (deadline.IsCancellationRequested)
        {
            throw new TimeoutException($"{name} did not finish within {limit.TotalSeconds:F0} s.");
        }
        return (process.ExitCode, error.GetAwaiter().GetResult().Trim());
    }

    private static Process Start(string name, string package, IEnumerable<string> arguments)
    {
        ProcessStartInfo start = new(name, arguments)
        {
            RedirectStandardInput = true,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
            UseShellExecute = false,
        };
        try
        {
            return Process.Start(start)!;
        }
        catch (Win32Exception error)
        {
            throw new InvalidOperationException($"{name} cannot be started ({error.Message}); install it with: sudo apt-get install {package}", error);
        }
    }

    private static void Feed(Process process, string input)
    {
        try
        {
            process.StandardInput.Write(input);
            process.StandardInput.Close();
        }
        catch (IOException)
        {
            // It ended before reading all of its input; its exit code and error text tell why.
        }
    }

    private static async Task<string> ReadBeginning(StreamReader reader)
    {
        char[] buffer = new char[MaximumErrorCharacters];
        int kept = await reader.ReadBlockAsync(buffer).ConfigureAwait(false);
        char[] dropped = new char[4096];
        while (await reader.ReadAsync(dropped).ConfigureAwait(false) > 0)
        {
        }
        return new string(buffer, 0, kept);
    }

    private static void Kill(Process process)
    {
        if (!process.HasExited)
        {
            process.Kill(entireProcessTree: true);
        }
    }
}
