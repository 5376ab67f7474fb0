using System.ComponentModel;
using System.Diagnostics;

namespace GenRL.Cli.Doctor;

/// <summary>Asks small commands about themselves.</summary>
internal static class CommandProbe
{
    private const int TimeoutMs = 10_000;

    /// <summary>The full path of a command on the PATH, or null.</summary>
    public static string? Find(string command) =>
        (Environment.GetEnvironmentVariable("PATH") ?? "")
            .Split(':', StringSplitOptions.RemoveEmptyEntries)
            .Select(folder => Path.Combine(folder, command))
            .FirstOrDefault(File.Exists);

    /// <summary>The first number-like word of what the command says about its version, or empty.</summary>
    public static string VersionOf(string command)
    {
        string output = Run(command, command == "ffmpeg" ? "-version" : "--version").Output;
        return output.Split([' ', '\n', ','], StringSplitOptions.RemoveEmptyEntries)
            .Select(word => word.TrimStart('v'))
            .FirstOrDefault(word => char.IsDigit(word[..1], 0)) ?? "";
    }

    /// <summary>Runs a command without a shell, for at most ten seconds.</summary>
    public static CommandResult Run(string command, params IEnumerable<string> arguments)
    {
        ProcessStartInfo start = new(command, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        try
        {
            using Process process = Process.Start(start)!;
            process.ErrorDataReceived += (_, _) => { };
            process.BeginErrorReadLine();
            Task<string> output = process.StandardOutput.ReadToEndAsync();
            if (!process.WaitForExit(TimeoutMs))
            {
                process.Kill(entireProcessTree: true);
                return new CommandResult(-1, "");
            }

            return new CommandResult(process.ExitCode, output.GetAwaiter().GetResult());
        }
        catch (Win32Exception)
        {
            return new CommandResult(-1, "");
        }
    }
}
