using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text.Json;

namespace GenRL.Robots.Packages;

/// <summary>
/// A model package on disk whose manifest is consistent and whose files all have the hashes the manifest gives.
/// Contents are handed out only after their hash was checked on the very bytes handed out.
/// </summary>
public sealed class ModelPackage
{
    private ModelPackage(string folder, PackageManifest manifest)
    {
        Folder = folder;
        Manifest = manifest;
    }

    /// <summary>Full path of the package's folder.</summary>
    public string Folder { get; }

    public PackageManifest Manifest { get; }

    /// <summary>Opens a package and checks schema, ranges, joint order, paths, sizes and every hash.</summary>
    /// <param name="folder">The package's folder.</param>
    /// <param name="robot">If given, the robot it must have been made for: same name and same joints in the same order.</param>
    /// <exception cref="PackageException">Something is wrong; the message says what, where, and what to do.</exception>
    public static ModelPackage Load(string folder, RobotDescription? robot = null)
    {
        ModelPackage package = ReadManifest(folder);
        if (robot is not null)
        {
            package.RequireRobot(robot);
        }

        foreach ((string file, string hash) in package.Manifest.Hashes)
        {
            string path = PackagePath.Resolve(package.Folder, file);
            package.RequireSize(path, file);
            RequireHash(path, HashOf(path), hash);
        }

        package.RequireEmbeddingSizes();
        return package;
    }

    /// <summary>Finds a behaviour by name.</summary>
    /// <exception cref="PackageException">There is none of that name; the message lists those there are.</exception>
    public BehaviourDescription Behaviour(string name) =>
        Manifest.Behaviours.FirstOrDefault(behaviour => behaviour.Name == name)
        ?? throw new PackageException(Path.Combine(Folder, PackageFile.Manifest), $"there is no behaviour '{name}'",
            Manifest.Behaviours.Count == 0 ? "The package has no behaviours yet; learn one." : $"Known: {string.Join(", ", Manifest.Behaviours.Select(behaviour => behaviour.Name))}.");

    /// <summary>A file's content, its hash checked on these bytes.</summary>
    /// <param name="file">Path in the package, as listed in <see cref="PackageManifest.Hashes"/>.</param>
    /// <exception cref="PackageException">The file is not listed, missing, too large, or changed since the package was made.</exception>
    public byte[] Read(string file)
    {
        if (!Manifest.Hashes.TryGetValue(file, out string? hash))
        {
            throw new PackageException(Path.Combine(Folder, PackageFile.Manifest), $"hashes does not name '{file}'", "Export the package again.");
        }

        string path = PackagePath.Resolve(Folder, file);
        RequireSize(path, file);
        byte[] content = Guarded(path, () => File.ReadAllBytes(path));
        RequireHash(path, Convert.ToHexStringLower(SHA256.HashData(content)), hash);
        return content;
    }

    /// <summary>The embedding a behaviour was learned for, [D]; null if the package does not keep it.</summary>
    /// <exception cref="PackageException">The behaviour or its file is missing or damaged.</exception>
    public float[]? ReadEmbedding(string behaviour)
    {
        string? file = Behaviour(behaviour).EmbeddingFile;
        return file is null ? null : MemoryMarshal.Cast<byte, float>(Read(file)).ToArray();
    }

    /// <exception cref="PackageException">The package was made for another robot or another order of joints.</exception>
    public void RequireRobot(RobotDescription robot)
    {
        string path = Path.Combine(Folder, PackageFile.Manifest);
        if (robot.Name != Manifest.Robot)
        {
            throw new PackageException(path, $"it drives a '{Manifest.Robot}', not a '{robot.Name}'", "Name a package made for this robot.");
        }

        if (!robot.Joints.Select(joint => joint.Name).SequenceEqual(Manifest.JointNames, StringComparer.Ordinal))
        {
            throw new PackageException(path,
                $"its joints are {string.Join(", ", Manifest.JointNames)}, the robot's are {string.Join(", ", robot.Joints.Select(joint => joint.Name))}",
                "Commands would reach the wrong joints; train and export for this robot.");
        }

        string known = string.Join(", ", Manifest.ToRobot().Commands.Select(command => command.Name));
        string wanted = string.Join(", ", robot.Commands.Select(command => command.Name));
        if (known != wanted)
        {
            throw new PackageException(path, $"its actions command {known}, the robot's {wanted}",
                "Commands would reach the wrong actuators; train and export for this robot.");
        }
    }

    /// <summary>Opens and checks the manifest alone; no other file is touched.</summary>
    internal static ModelPackage ReadManifest(string folder)
    {
        string full = Path.GetFullPath(folder);
        if (!Directory.Exists(full))
        {
            throw new PackageException(full, "there is no such folder", "Give the folder that holds manifest.json.");
        }

        string path = PackagePath.Resolve(full, PackageFile.Manifest);
        long length = new FileInfo(path).Length;
        if (length > PackageLimits.ManifestBytes)
        {
            throw new PackageException(path, $"has {length} bytes, more than {PackageLimits.ManifestBytes}", "A manifest is a few kilobytes; this file is something else.");
        }

        PackageManifest manifest = Parse(Guarded(path, () => File.ReadAllBytes(path)), path);
        ManifestValidation.Check(manifest, path);
        return new ModelPackage(full, manifest);
    }

    private static PackageManifest Parse(byte[] json, string path)
    {
        try
        {
            return JsonSerializer.Deserialize(json, PackageJson.Default.PackageManifest)
                ?? throw new PackageException(path, "holds null", "Export the package again.");
        }
        catch (JsonException error)
        {
            throw new PackageException(path, $"is not a manifest: {error.Message}", "Export the package again, or restore the file.", error);
        }
    }

    private static T Guarded<T>(string path, Func<T> read)
    {
        try
        {
            return read();
        }
        catch (Exception error) when (error is IOException or UnauthorizedAccessException)
        {
            throw new PackageException(path, $"cannot be read: {error.Message}", "Check the file's permissions and the disk.", error);
        }
    }

    private static string HashOf(string path) => Guarded(path, () =>
    {
        using FileStream stream = File.OpenRead(path);
        return Convert.ToHexStringLower(SHA256.HashData(stream));
    });

    private static void RequireHash(string path, string actual, string expected)
    {
        if (actual != expected)
        {
            throw new PackageException(path, $"has the hash {actual}, the manifest says {expected}", "The file was changed or cut short; copy the package again, whole.");
        }
    }

    private void RequireSize(string path, string file)
    {
        long length = new FileInfo(path).Length;
        long limit = file.EndsWith(".onnx", StringComparison.Ordinal) ? PackageLimits.NetworkBytes : PackageLimits.WeightsBytes;
        if (length > limit)
        {
            throw new PackageException(path, $"has {length} bytes, more than {limit}", "This is not a file of this project's packages.");
        }
    }

    private void RequireEmbeddingSizes()
    {
        foreach (string file in Manifest.Behaviours.Select(behaviour => behaviour.EmbeddingFile).OfType<string>())
        {
            string path = Path.Combine(Folder, file);
            long expected = (long)Manifest.EmbeddingSize * sizeof(float);
            long length = new FileInfo(path).Length;
            if (length != expected)
            {
                throw new PackageException(path, $"has {length} bytes, an embedding of width {Manifest.EmbeddingSize} has {expected}", "Learn the behaviour again.");
            }
        }
    }
}
