using System.Diagnostics;

namespace GenRL.Testing;

/// <summary>Python with PyTorch, where the machine has it (Debian package python3-torch).</summary>
internal static class PythonTorch
{
    public const string Missing = "python3 with the torch module is not installed (apt install python3-torch).";

    private static readonly Lazy<string?> Found = new(() => new[] { "/usr/bin/python3", "python3" }.FirstOrDefault(python => Run(python, null, "-c", "import torch").Code == 0));

    public static bool Exists => Found.Value is not null;

    /// <summary>Runs a script to its end and returns what it printed.</summary>
    public static string Run(string? folder, params string[] arguments)
    {
        (int code, string output, string errors) = Run(Found.Value!, folder, arguments);
        return code == 0 ? output : throw new InvalidOperationException($"python ended with {code}: {errors}");
    }

    private static (int Code, string Output, string Errors) Run(string python, string? folder, params string[] arguments)
    {
        try
        {
            ProcessStartInfo start = new(python, arguments) { RedirectStandardOutput = true, RedirectStandardError = true, WorkingDirectory = folder ?? "" };
            using Process process = Process.Start(start)!;
            Task<string> errors = process.StandardError.ReadToEndAsync();
            string output = process.StandardOutput.ReadToEnd();
            process.WaitForExit();
            return (process.ExitCode, output, errors.Result);
        }
        catch (System.ComponentModel.Win32Exception notThere)
        {
            return (127, "", notThere.Message);
        }
    }
}
