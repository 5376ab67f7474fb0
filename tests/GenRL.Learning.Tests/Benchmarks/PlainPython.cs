using System.ComponentModel;
using System.Diagnostics;
using System.Text.Json;

namespace GenRL.Learning.Tests.Benchmarks;

/// <summary>The training steps in plain PyTorch (<c>tools/reference</c>), asked for the losses of given weights and samples.</summary>
internal static class PlainPython
{
    // The first Python that has the modules; Debian's own is tried before whatever the path offers.
    private static readonly Lazy<string?> Interpreter =
        new(() => new[] { "/usr/bin/python3", "python3" }.FirstOrDefault(python => Run(python, "-c", "import torch, numpy") is { ExitCode: 0 }));

    public static bool Present => Interpreter.Value is not null;

    /// <summary>The losses of the steps that a folder describes, by kind of step; one dictionary per step taken.</summary>
    public static Dictionary<string, List<Dictionary<string, double>>> Losses(string folder)
    {
        var (exitCode, output, errors) = Run(Interpreter.Value!, Script(), "parity", folder)!.Value;
        return exitCode == 0
            ? JsonSerializer.Deserialize<Dictionary<string, List<Dictionary<string, double>>>>(output)!
            : throw new InvalidDataException(errors);
    }

    private static string Script()
    {
        DirectoryInfo? root = new(AppContext.BaseDirectory);
        while (root is not null && !File.Exists(Path.Combine(root.FullName, "GenRL.Robotics.sln")))
        {
            root = root.Parent;
        }

        return Path.Combine(root!.FullName, "tools", "reference", "reference.py");
    }

    private static (int ExitCode, string Output, string Errors)? Run(string python, params string[] arguments)
    {
        try
        {
            using Process process = Process.Start(new ProcessStartInfo(python, arguments) { RedirectStandardOutput = true, RedirectStandardError = true })!;
            Task<string> errors = process.StandardError.ReadToEndAsync();
            string output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return (process.ExitCode, output, errors.Result);
        }
        catch (Win32Exception)
        {
            return null;
        }
    }
}
