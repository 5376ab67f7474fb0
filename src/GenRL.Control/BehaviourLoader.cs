using System.Security.Cryptography;
using GenRL.Inference;
using GenRL.Robots.Packages;

namespace GenRL.Control;

/// <summary>
/// Prepares policies beside the running loop: opens the package, checks hashes and shapes, warms the policy up, and only then hands
/// it over. Never called by the policy thread.
/// </summary>
public sealed class BehaviourLoader(PolicyRunner runner, InferenceOptions options) : IDisposable
{
    private readonly Lock gate = new();
    private PolicySession? target;
    private PolicySession? spare;
    private (string ManifestHash, ModelPackage Package)? known;
    private long askedAtStep;

    /// <summary>What runs or will run with the next frame: a behaviour's name or a task's label; empty if nothing does.</summary>
    public string Name => Volatile.Read(ref target)?.Name ?? "";

    /// <summary>True once the policy thread has taken over what was loaded or set last.</summary>
    public bool IsApplied => Volatile.Read(ref target) is var asked && ReferenceEquals(runner.Current, asked) && asked?.IsOnTask != false;

    /// <summary>Policy steps from the last <see cref="SetTask"/> to the first action of its task; holds once <see cref="IsApplied"/>.</summary>
    public long TaskTicks => Math.Max(0, (Volatile.Read(ref target)?.TaskStep ?? 0) - Volatile.Read(ref askedAtStep));

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
            ModelPackage package = ModelPackage.Load(folder);
            PutInCharge(runner.LoadBehaviour(package, behaviour, options));
            return package.Behaviour(behaviour);
        }
    }

    /// <summary>
    /// Makes the conditioned policy do a task from the next frame on. Where it runs already only the task changes, and nothing but
    /// the manifest is read: the package is checked again when its manifest has changed.
    /// </summary>
    /// <param name="folder">Package folder; must hold the world model that is running.</param>
    /// <param name="task">The task.</param>
    /// <param name="manifestSha256">Expected SHA-256 of the manifest, in hexadecimal; empty to skip the comparison.</param>
    /// <exception cref="PackageException">The package has no conditioned policy or cannot be used; what runs goes on running.</exception>
    /// <exception cref="ArgumentException">The task has another width than the package's embeddings.</exception>
    /// <exception cref="InvalidOperationException">None of the requested execution providers can be had.</exception>
    public void SetTask(string folder, TaskVector task, string manifestSha256 = "")
    {
        lock (gate)
        {
            long askedAt = runner.Steps;
            RequireManifest(folder, manifestSha256);
            ModelPackage package = Checked(folder);
            string? policy = package.Manifest.ConditionedPolicy?.Sha256;
            if (target is { IsConditioned: true } running && running.Sha256 == policy)
            {
                Volatile.Write(ref askedAtStep, askedAt);
                running.SetTask(task);
                return;
            }

            PolicySession session = TakeSpare(policy) ?? runner.LoadConditioned(package, options);
            try
            {
                session.SetTask(task);
            }
            catch (ArgumentException)
            {
                Release(session);
                throw;
            }

            Volatile.Write(ref askedAtStep, askedAt);
            PutInCharge(session);
        }
    }

    /// <summary>Opens a package's conditioned policy ahead of the first task.</summary>
    /// <param name="folder">Package folder; must hold the world model that is running.</param>
    /// <exception cref="PackageException">The package has no conditioned policy or cannot be used.</exception>
    /// <exception cref="InvalidOperationException">None of the requested execution providers can be had.</exception>
    public void Prepare(string folder)
    {
        lock (gate)
        {
            Release(runner.LoadConditioned(Checked(folder), options));
        }
    }

    /// <summary>
    /// Frees the session that the last swap replaced, once the policy thread has let go of it; a conditioned one stays open for the
    /// next task.
    /// </summary>
    public void DisposeRetired() => Release(runner.TakeRetired());

    /// <summary>Frees what is kept for the next task; what was handed over belongs to the runner.</summary>
    public void Dispose() => Interlocked.Exchange(ref spare, null)?.Dispose();

    private void PutInCharge(PolicySession session)
    {
        DisposeRetired();
        Release(runner.Swap(session));
        Volatile.Write(ref target, session);
    }

    // Without the gate: the thread that reports status must never wait for a package to be read.
    private void Release(PolicySession? session)
    {
        if (session is { IsConditioned: true })
        {
            session = Interlocked.Exchange(ref spare, session);
        }

        session?.Dispose();
    }

    private PolicySession? TakeSpare(string? sha256)
    {
        PolicySession? session = Interlocked.Exchange(ref spare, null);
        if (session is null || session.Sha256 == sha256)
        {
            return session;
        }

        session.Dispose();
        return null;
    }

    private ModelPackage Checked(string folder)
    {
        string hash = ManifestHash(folder);
        if (known is (string checkedHash, ModelPackage earlier) && checkedHash == hash && earlier.Folder == Path.GetFullPath(folder))
        {
            return earlier;
        }

        ModelPackage package = ModelPackage.Load(folder);
        runner.RequireWorldModel(package);
        known = (hash, package);
        return package;
    }

    private static void RequireManifest(string folder, string expected)
    {
        if (expected.Length == 0)
        {
            return;
        }

        string actual = ManifestHash(folder);
        if (!actual.Equals(expected, StringComparison.OrdinalIgnoreCase))
        {
            throw new PackageException(
                Path.Combine(folder, PackageFile.Manifest), $"has the hash {actual}, the request says {expected}", "The package changed since the request was made; ask again.");
        }
    }

    private static string ManifestHash(string folder)
    {
        string path = Path.Combine(folder, PackageFile.Manifest);
        if (!File.Exists(path) || new FileInfo(path).Length > PackageLimits.ManifestBytes)
        {
            throw new PackageException(path, "is missing or too large", "Give the folder of a model package.");
        }

        return Convert.ToHexStringLower(SHA256.HashData(File.ReadAllBytes(path)));
    }
}
