using System.Text.Json.Nodes;
using GenRL.Robots.Packages;

namespace GenRL.Testing;

/// <summary>Copies of a model package that a test may change.</summary>
internal static class PackageCopy
{
    /// <summary>Copies a package; the folder is made.</summary>
    public static string Make(string package, string folder)
    {
        foreach (string file in Directory.EnumerateFiles(package, "*", SearchOption.AllDirectories))
        {
            string copy = Path.Combine(folder, Path.GetRelativePath(package, file));
            Directory.CreateDirectory(Path.GetDirectoryName(copy)!);
            File.Copy(file, copy);
        }

        return folder;
    }

    /// <summary>Copies a package without its policy of all prompts: it can do what was learned for it, and nothing else at once.</summary>
    public static string MakeWithSpecialistsOnly(string package, string folder)
    {
        string manifest = Path.Combine(Make(package, folder), PackageFile.Manifest);
        JsonObject content = JsonNode.Parse(File.ReadAllText(manifest))!.AsObject();
        content.Remove("conditioned_policy");
        File.WriteAllText(manifest, content.ToJsonString());
        return folder;
    }
}
