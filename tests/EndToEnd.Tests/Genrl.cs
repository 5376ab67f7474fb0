using System.Diagnostics;

namespace EndToEnd.Tests;

/// <summary>The program, started as a user's shell would start it.</summary>
internal static class Genrl
{
    /// <summary>How to start a verb.</summary>
    /// <param name="root">Folder that stands for the clone: whatever the program writes comes to lie below it; null for the clone itself.</param>
    /// <param name="arguments">The command line.</param>
    public static ProcessStartInfo Start(string? root, params IEnumerable<string> arguments)
    {
        ProcessStartInfo start = new("dotnet", [Path.Combine(AppContext.BaseDirectory, "genrl.dll"), .. arguments])
        {
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        start.Environment["GENRL_ROOT"] = root;
        return start;
    }

    /// <summary>Runs a verb to its end.</summary>
    public static (int Code, string Output, string Errors) Run(string? root, params IEnumerable<string> arguments)
    {
        using Process process = Process.Start(Start(root, arguments))!;
        Task<string> errors = process.StandardError.ReadToEndAsync();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        return (process.ExitCode, output, errors.Result);
    }
}
