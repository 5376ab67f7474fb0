using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;
using System.Text.Json;

namespace GenRL.Robots.Packages;

/// <summary>
/// Makes and extends model packages. The manifest is written last and by renaming, so whoever opens the folder at any moment,
/// also after a power failure, finds the old package or the new one, never a mixture.
/// </summary>
public static class PackageWriter
{
    private const int LockAttempts = 600;
    private static readonly TimeSpan LockPause = TimeSpan.FromMilliseconds(50);

    /// <summary>Writes a package whole; a package already in the folder is replaced in one step.</summary>
    /// <param name="folder">Folder to make.</param>
    /// <param name="manifest">From <see cref="PackageManifest.For"/>; hashes are filled in here.</param>
    /// <param name="files">Content by <see cref="PackageFile"/> name: the required files, and any optional ones.</param>
    /// <param name="behaviours">Behaviours to start with.</param>
    /// <exception cref="PackageException">A required file is missing, a name is unfit, or the folder holds something else.</exception>
    public static ModelPackage Create(string folder, PackageManifest manifest, IReadOnlyDictionary<string, ReadOnlyMemory<byte>> files, params ReadOnlySpan<NewBehaviour> behaviours)
    {
        string full = Path.GetFullPath(folder);
        if (Directory.Exists(full) && Directory.EnumerateFileSystemEntries(full).Any() && !File.Exists(Path.Combine(full, PackageFile.Manifest)))
        {
            throw new PackageException(full, "is a folder with other content", "Name a new folder.");
        }

        string partial = $"{full}.partial-{Guid.NewGuid():N}";
        try
        {
            Directory.CreateDirectory(partial);
            WriteAll(partial, manifest, files, behaviours);
            ModelPackage.Load(partial);
            ReplaceFolder(partial, full);
        }
        finally
        {
            if (Directory.Exists(partial))
            {
                Directory.Delete(partial, recursive: true);
            }
        }

        return ModelPackage.Load(full);
    }

    /// <summary>
    /// Adds a behaviour to a package, or replaces the one of that name. Several processes may do so at once; readers are not disturbed.
    /// </summary>
    /// <exception cref="PackageException">The package is damaged, the name unfit, or another writer holds it for over half a minute.</exception>
    public static ModelPackage AddBehaviour(string folder, NewBehaviour behaviour)
    {
        using (FileStream _ = Lock(folder))
        {
            ModelPackage package = ModelPackage.ReadManifest(folder);
            BehaviourDescription? replaced = package.Manifest.Behaviours.FirstOrDefault(known => known.Name == behaviour.Name);
            var hashes = new Dictionary<string, string>(package.Manifest.Hashes, StringComparer.Ordinal);
            BehaviourDescription description = WriteBehaviour(package.Folder, package.Manifest, behaviour, hashes);
            Replace(
                package,
                package.Manifest with { Hashes = hashes, Behaviours = [.. package.Manifest.Behaviours.Where(known => known.Name != behaviour.Name), description] },
                [replaced?.File, replaced?.EmbeddingFile],
                [description.File, description.EmbeddingFile]);
        }

        return ModelPackage.Load(folder);
    }

    /// <summary>
    /// Puts a policy for every sentence into a package, or replaces the one it has, whose training weights go with it; readers are not disturbed.
    /// </summary>
    /// <param name="folder">Folder of the package.</param>
    /// <param name="policy">The policy; its network's shape is checked when it is opened.</param>
    /// <exception cref="PackageException">The package is damaged, a figure is out of range, or another writer holds the package.</exception>
    public static ModelPackage SetConditionedPolicy(string folder, NewConditionedPolicy policy)
    {
        using (FileStream _ = Lock(folder))
        {
            ModelPackage package = ModelPackage.ReadManifest(folder);
            var hashes = new Dictionary<string, string>(package.Manifest.Hashes, StringComparer.Ordinal);
            string file = WriteNew(package.Folder, PackageFile.ConditionedPolicy, policy.Policy.Span, hashes);
            var description = new ConditionedPolicyDescription
            {
                File = file,
                Sha256 = hashes[file],
                EmbeddingSize = package.Manifest.EmbeddingSize,
                Steps = policy.Steps,
                Provenance = policy.Provenance,
                Scores = policy.Scores,
            };
            // weights to learn on from belong to the policy that is replaced
            string? weights = hashes.Remove(PackageFile.PolicyWeights) ? PackageFile.PolicyWeights : null;
            Replace(package, package.Manifest with { Hashes = hashes, ConditionedPolicy = description }, [package.Manifest.ConditionedPolicy?.File, weights], [file]);
        }

        return ModelPackage.Load(folder);
    }

    /// <summary>Adds an optional file to a package, or replaces the one of that name; readers meanwhile find the package without it.</summary>
    /// <param name="folder">Folder of the package.</param>
    /// <param name="file">One of the optional <see cref="PackageFile"/> names.</param>
    /// <param name="content">Its content.</param>
    /// <exception cref="PackageException">The package is damaged, the file is one that no package is without, or another writer holds the package.</exception>
    public static ModelPackage SetFile(string folder, string file, ReadOnlyMemory<byte> content)
    {
        PackagePath.Check(file, folder);
        bool described = file.StartsWith(PackageFile.Behaviours, StringComparison.Ordinal) || file.StartsWith(PackageFile.Conditioned, StringComparison.Ordinal);
        if (described || PackageFile.Required.Contains(file))
        {
            throw new PackageException(folder, $"'{file}' cannot be replaced by itself", "Export the package again.");
        }

        using (FileStream _ = Lock(folder))
        {
            ModelPackage package = ModelPackage.ReadManifest(folder);
            var hashes = new Dictionary<string, string>(package.Manifest.Hashes, StringComparer.Ordinal);
            if (hashes.Remove(file))
            {
                WriteManifest(package.Folder, package.Manifest with { Hashes = hashes });
            }

            hashes[file] = WriteFile(package.Folder, file, content.Span);
            WriteManifest(package.Folder, package.Manifest with { Hashes = hashes });
        }

        return ModelPackage.Load(folder);
    }

    private static void WriteAll(string folder, PackageManifest manifest, IReadOnlyDictionary<string, ReadOnlyMemory<byte>> files, ReadOnlySpan<NewBehaviour> behaviours)
    {
        var hashes = new Dictionary<string, string>(StringComparer.Ordinal);
        foreach ((string file, ReadOnlyMemory<byte> content) in files.OrderBy(pair => pair.Key, StringComparer.Ordinal))
        {
            PackagePath.Check(file, folder);
            hashes[file] = WriteFile(folder, file, content.Span);
        }

        var described = new List<BehaviourDescription>();
        foreach (NewBehaviour behaviour in behaviours)
        {
            described.Add(WriteBehaviour(folder, manifest, behaviour, hashes));
        }

        WriteManifest(folder, manifest with { Hashes = hashes, Behaviours = described });
    }

    private static BehaviourDescription WriteBehaviour(string folder, PackageManifest manifest, NewBehaviour behaviour, Dictionary<string, string> hashes)
    {
        if (!ManifestValidation.IsName(behaviour.Name))
        {
            throw new PackageException(folder, $"'{behaviour.Name}' cannot name a behaviour", $"Use at most {PackageLimits.NameLength} lower-case letters, digits, '_' and '-'.");
        }

        if (!behaviour.Embedding.IsEmpty && behaviour.Embedding.Length != manifest.EmbeddingSize)
        {
            throw new PackageException(folder, $"the embedding of behaviour '{behaviour.Name}' has width {behaviour.Embedding.Length}, the package's is {manifest.EmbeddingSize}",
                "Embed the prompt with the package's video-language model.");
        }

        string policy = WriteNew(folder, PackageFile.Policy(behaviour.Name), behaviour.Policy.Span, hashes);
        string? embedding = behaviour.Embedding.IsEmpty
            ? null
            : WriteNew(folder, PackageFile.Embedding(behaviour.Name), MemoryMarshal.AsBytes(behaviour.Embedding.Span), hashes);
        return new BehaviourDescription
        {
            Name = behaviour.Name,
            Prompt = behaviour.Prompt,
            File = policy,
            Sha256 = hashes[policy],
            Scores = behaviour.Scores,
            DataFree = behaviour.DataFree,
            EmbeddingFile = embedding,
        };
    }

    /// <summary>
    /// Writes a file under its usual name, or, where the manifest in force still points at that name, under one that carries the
    /// content's hash: the old file must stay as it is until the manifest has moved on.
    /// </summary>
    private static string WriteNew(string folder, string usual, ReadOnlySpan<byte> content, Dictionary<string, string> hashes)
    {
        string hash = Convert.ToHexStringLower(SHA256.HashData(content));
        string file = usual;
        if (hashes.TryGetValue(usual, out string? present) && present != hash)
        {
            file = $"{usual[..usual.LastIndexOf('.')]}-{hash[..12]}{Path.GetExtension(usual)}";
        }

        hashes[file] = WriteFile(folder, file, content);
        return file;
    }

    private static string WriteFile(string folder, string file, ReadOnlySpan<byte> content)
    {
        string path = Path.Combine(folder, file);
        Directory.CreateDirectory(Path.GetDirectoryName(path)!);
        string partial = $"{path}.partial";
        using (FileStream stream = File.Create(partial))
        {
            stream.Write(content);
            stream.Flush(flushToDisk: true);
        }

        File.Move(partial, path, overwrite: true);
        return Convert.ToHexStringLower(SHA256.HashData(content));
    }

    /// <summary>Puts the new manifest in force, and only then deletes the files that it no longer names.</summary>
    private static void Replace(ModelPackage package, PackageManifest manifest, IEnumerable<string?> before, IEnumerable<string?> after)
    {
        string[] stale = [.. before.Except(after).OfType<string>()];
        WriteManifest(package.Folder, manifest with { Hashes = manifest.Hashes.Where(entry => !stale.Contains(entry.Key)).ToDictionary(StringComparer.Ordinal) });
        Array.ForEach(stale, file => File.Delete(Path.Combine(package.Folder, file)));
    }

    private static void WriteManifest(string folder, PackageManifest manifest)
    {
        string path = Path.Combine(folder, PackageFile.Manifest);
        ManifestValidation.Check(manifest, path);
        byte[] json = [.. JsonSerializer.SerializeToUtf8Bytes(manifest, PackageJson.Default.PackageManifest), (byte)'\n'];
        if (json.Length > PackageLimits.ManifestBytes)
        {
            throw new PackageException(path, $"would have {json.Length} bytes, more than {PackageLimits.ManifestBytes}", "Shorten the training notes or start a new package.");
        }

        WriteFile(folder, PackageFile.Manifest, json);
    }

    private static void ReplaceFolder(string partial, string full)
    {
        if (!Directory.Exists(full))
        {
            Directory.CreateDirectory(Path.GetDirectoryName(full)!);
            Directory.Move(partial, full);
            return;
        }

        string old = $"{full}.old-{Guid.NewGuid():N}";
        Directory.Move(full, old);
        Directory.Move(partial, full);
        Directory.Delete(old, recursive: true);
    }

    /// <summary>One writer per package on this machine. The lock lies outside the package, which would otherwise carry it along when copied.</summary>
    private static FileStream Lock(string folder)
    {
        string identity = Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(Path.GetFullPath(folder))));
        string path = Path.Combine(Path.GetTempPath(), $"genrl-package-{identity[..16]}.lock");
        for (int attempt = 0; ; attempt++)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException error)
            {
                if (attempt >= LockAttempts)
                {
                    throw new PackageException(folder, "another process has been writing it for half a minute", $"Wait for it, or end it (lock: {path}).", error);
                }

                Thread.Sleep(LockPause);
            }
        }
    }
}
