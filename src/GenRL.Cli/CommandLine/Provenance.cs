using System.Globalization;
using System.Runtime.InteropServices;
using GenRL.Cli.Doctor;

namespace GenRL.Cli.CommandLine;

/// <summary>What a result was made by; nothing in it depends on where the clone or the data lie.</summary>
/// <param name="Commit">Commit of the program; empty outside a clone. Ends in <c>+</c> when tracked files were changed since.</param>
/// <param name="Versions">Versions by name: the program, the runtime, the physics engine, ONNX Runtime.</param>
internal sealed record Provenance(string Commit, IReadOnlyDictionary<string, string> Versions)
{
    /// <summary>Commit of the clone; empty outside one.</summary>
    public static string CurrentCommit() => Git("rev-parse", "HEAD");

    /// <summary>What this process is.</summary>
    public static Provenance Current() => new(
        CurrentCommit() + (Git("status", "--porcelain", "--untracked-files=no").Length > 0 ? "+" : ""),
        new Dictionary<string, string>
        {
            ["genrl"] = typeof(Provenance).Assembly.GetName().Version?.ToString(3) ?? "",
            ["dotnet"] = $"{RuntimeInformation.FrameworkDescription} {RuntimeInformation.ProcessArchitecture}",
            ["mujoco"] = MuJoCo.MjModel.LibraryVersion.ToString(CultureInfo.InvariantCulture),
        });

    private static string Git(params string[] arguments) => CommandProbe.Run("git", ["-C", RepositoryRoot.Find(), .. arguments]).Output.Trim();
}
