using System.Runtime.InteropServices;
using System.Text.Json.Nodes;

namespace GenRL.Cli.Doctor;

/// <summary>Looks at everything the program leans on. Never throws: what cannot be looked at is missing.</summary>
internal static class DependencyCheck
{
    /// <summary>Checks the machine and the clone at <paramref name="root"/>.</summary>
    public static IReadOnlyList<Dependency> Run(string root) =>
    [
        Dependency.Found(".NET runtime", Environment.Version.ToString()),
        DotnetSdk(),
        .. DebianPackages(root),
        .. NativeLibraries(),
        OnnxRuntime(root),
    ];

    private static Dependency DotnetSdk()
    {
        CommandResult result = CommandProbe.Run("dotnet", "--version");
        return result.ExitCode == 0
            ? Dependency.Found(".NET SDK", result.Output.Trim())
            : Dependency.Missing(".NET SDK", "install the .NET 10 SDK from https://dot.net/download");
    }

    private static IEnumerable<Dependency> DebianPackages(string root)
    {
        IReadOnlyList<DebianPackage> packages = DebianPackage.ReadList(Path.Combine(root, "tools", "debian-packages.txt"));
        IReadOnlyDictionary<string, string> installed = DebianPackage.InstalledVersions(packages);
        foreach (DebianPackage package in packages)
        {
            if (installed.TryGetValue(package.Name, out string? version))
            {
                yield return Dependency.Found(package.Name, version);
            }
            else if (package.Command is string command && CommandProbe.Find(command) is not null)
            {
                yield return Dependency.Found(package.Name, CommandProbe.VersionOf(command));
            }
            else
            {
                yield return Dependency.Missing(package.Name, $"apt-get install --no-install-recommends {package.Name}");
            }
        }
    }

    // Loading proves more than a file's presence: a shim built against a library that has since gone does not load.
    private static IEnumerable<Dependency> NativeLibraries()
    {
        foreach (string shim in new[] { "libgenrl_torch.so", "libgenrl_mujoco.so", "libgenrl_dds.so", "libonnxruntime.so" })
        {
            string path = Path.Combine(AppContext.BaseDirectory, shim);
            bool loads = NativeLibrary.TryLoad(path, out nint handle);
            if (loads)
            {
                NativeLibrary.Free(handle);
            }

            yield return loads
                ? Dependency.Found(shim, File.GetLastWriteTimeUtc(path).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", System.Globalization.CultureInfo.InvariantCulture))
                : Dependency.Missing(shim, "rm -r artifacts; ./genrl doctor");
        }
    }

    private static Dependency OnnxRuntime(string root)
    {
        string path = Path.Combine(root, "native", "node_modules", "onnxruntime-node", "package.json");
        const string Fix = "npm ci --ignore-scripts --prefix native";
        try
        {
            return JsonNode.Parse(File.ReadAllText(path))?["version"]?.GetValue<string>() is string version
                ? Dependency.Found("onnxruntime-node", version)
                : Dependency.Missing("onnxruntime-node", Fix);
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException or System.Text.Json.JsonException)
        {
            return Dependency.Missing("onnxruntime-node", Fix);
        }
    }
}
