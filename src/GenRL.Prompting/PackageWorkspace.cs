using GenRL.Robots.Packages;

namespace GenRL.Prompting;

/// <summary>
/// The package that a robot runs from: the shipped one as it is, until a behaviour is learned; from then on a writable copy, which
/// later starts find again. The shipped package is never written to. Any thread may read <see cref="Current"/>; one at a time changes it.
/// </summary>
public sealed class PackageWorkspace
{
    private readonly string _copy;
    private ModelPackage _current;

    private PackageWorkspace(ModelPackage current, string copy)
    {
        _current = current;
        _copy = copy;
    }

    /// <summary>The package in force.</summary>
    public ModelPackage Current
    {
        get => Volatile.Read(ref _current);
        private set => Volatile.Write(ref _current, value);
    }

    /// <summary>Opens a package, preferring an earlier writable copy of the same networks.</summary>
    /// <param name="source">Folder of the shipped package.</param>
    /// <param name="copy">Folder of the writable copy; need not exist.</param>
    /// <exception cref="PackageException">The shipped package is damaged.</exception>
    public static PackageWorkspace Open(string source, string copy)
    {
        ModelPackage shipped = ModelPackage.Load(source);
        if (!Directory.Exists(copy))
        {
            return new PackageWorkspace(shipped, copy);
        }

        ModelPackage? earlier = TryLoad(copy);
        if (earlier is null || !SameNetworks(shipped, earlier))
        {
            // Kept, not deleted: it may hold behaviours that somebody waited for.
            Directory.Move(copy, NewName(copy));
            return new PackageWorkspace(shipped, copy);
        }

        foreach (BehaviourDescription behaviour in shipped.Manifest.Behaviours)
        {
            if (earlier.Manifest.Behaviours.All(known => known.Name != behaviour.Name || known.Sha256 != behaviour.Sha256))
            {
                earlier = PackageWriter.AddBehaviour(copy, Copy(shipped, behaviour));
            }
        }

        if (shipped.Manifest.ConditionedPolicy is { } policy && policy.Sha256 != earlier.Manifest.ConditionedPolicy?.Sha256)
        {
            earlier = PackageWriter.SetConditionedPolicy(copy, Copy(shipped, policy));
        }

        return new PackageWorkspace(earlier, copy);
    }

    /// <summary>Makes sure that the package in force can be written to, and returns its folder.</summary>
    public string MakeWritable()
    {
        if (Current.Folder != Path.GetFullPath(_copy))
        {
            PackageManifest manifest = Current.Manifest;
            HashSet<string> ofBehaviours = [.. manifest.Behaviours.SelectMany(behaviour => new[] { behaviour.File, behaviour.EmbeddingFile }).OfType<string>()];
            Dictionary<string, ReadOnlyMemory<byte>> files = manifest.Hashes.Keys
                .Where(file => !ofBehaviours.Contains(file))
                .ToDictionary(file => file, file => (ReadOnlyMemory<byte>)Current.Read(file));
            Current = PackageWriter.Create(_copy, manifest, files, [.. manifest.Behaviours.Select(behaviour => Copy(Current, behaviour))]);
        }

        return Current.Folder;
    }

    /// <summary>Reads the package again after another process added to it.</summary>
    public void Reload() => Current = ModelPackage.Load(Current.Folder);

    private static NewBehaviour Copy(ModelPackage package, BehaviourDescription behaviour) => new()
    {
        Name = behaviour.Name,
        Prompt = behaviour.Prompt,
        Policy = package.Read(behaviour.File),
        Embedding = package.ReadEmbedding(behaviour.Name) ?? [],
        Scores = behaviour.Scores,
        DataFree = behaviour.DataFree,
    };

    private static NewConditionedPolicy Copy(ModelPackage package, ConditionedPolicyDescription policy) => new()
    {
        Policy = package.Read(policy.File),
        Steps = policy.Steps,
        Provenance = policy.Provenance,
        Scores = policy.Scores,
    };

    private static ModelPackage? TryLoad(string folder)
    {
        try
        {
            return ModelPackage.Load(folder);
        }
        catch (PackageException)
        {
            return null;
        }
    }

    private static bool SameNetworks(ModelPackage one, ModelPackage other) =>
        PackageFile.Required.All(file => one.Manifest.Hashes[file] == other.Manifest.Hashes[file]);

    private static string NewName(string folder)
    {
        for (int number = 1; ; number++)
        {
            string name = $"{folder}.old-{number}";
            if (!Directory.Exists(name))
            {
                return name;
            }
        }
    }
}
