using System.Security.Cryptography;
using GenRL.Inference;
using GenRL.Robots.Packages;

namespace GenRL.Control;

/// <summary>
/// Prepares behaviours beside the running loop: opens the package, checks hashes and shapes, warms the policy up, and only then hands
/// it over. Never called by the policy thread.
/// </summary>
public sealed class BehaviourLoader(PolicyRunner runner, InferenceOptions options)
{
    private readonly Lock gate = new();
    private PolicySession? target;

    /// <summary>The behaviour that runs or will run with the next frame; empty if none.</summary>
    public string Name => Volatile.Read(ref target)?.Behaviour.Name ?? "";

    /// <summary>True once the policy thread has taken over the behaviour loaded last.</summary>
    public bool IsApplied => ReferenceEquals(runner.Current, Volatile.Read(ref target));

    /// <summary>Loads a behaviour and makes it the policy from the next frame on.</summary>
    /// <param name="folder">Package folder; must hold the world model that is running.</param>
    /// <param name="behaviour">Name of the behaviour.</param>
    /// <param name="manifestSha256">Expected SHA-256 of the manifest, in hexadecimal; empty to skip the comparison.</param>
    /// <exception cref="PackageException">The package or behaviour cannot be used; what runs goes on running.</exception>
    /// <exception cref="InvalidOperationException">None of the requested execution providers can be had.</exception>
    public BehaviourDescription Load(string folder, string behaviour, string manifestSha256 = "")
    {
        lock (gate)
        {
            RequireManifest(folder, manifestSha256);
            PolicySession session = runner.LoadBehaviour(ModelPackage.Load(folder), behaviour, options);
            DisposeRetired();
            runner.Swap(session)?.Dispose();
            Volatile.Write(ref target, session);
            return session.Behaviour;
        }
    }

    /// <summary>Frees the session that the last swap replaced, once the policy thread has let go of it.</summary>
    public void DisposeRetired() => runner.TakeRetired()?.Dispose();

    private static void RequireManifest(string folder, string expected)
    {
        if (expected.Length == 0)
        {
            return;
        }

        string path = Path.Combine(folder, PackageFile.Manifest);
        if (!File.Exists(path) || new FileInfo(path).Length > PackageLimits.ManifestBytes)
        {
            throw new PackageException(path, "is missing or too large", "Give the folder of a model package.");
        }

        string actual = Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path)));
        if (!actual.Equals(expected, StringComparison.OrdinalIgnoreCase))
        {
            throw new PackageException(path, $"has the hash {actual}, the request says {expected}", "The package changed since the request was made; ask again.");
        }
    }
}
