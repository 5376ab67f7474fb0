using GenRL.Robots.Packages;

namespace GenRL.Inference;

/// <summary>
/// A policy, opened, checked and run a few times on its own buffers, so that its first step in a control loop is as fast as any
/// other: a behaviour's, or the one that serves every sentence and is told which by <see cref="SetTask"/>. Made on any thread, handed
/// to <see cref="PolicyRunner.Swap"/>.
/// </summary>
public sealed class PolicySession : IDisposable
{
    private const int WarmUpRuns = 3;

    private readonly string? behaviour;
    private readonly NativeTensor stoch;
    private readonly NativeTensor deter;
    private readonly NativeTensor action;
    private readonly NativeTensor? condition;
    private readonly BoundNetwork network;
    private TaskVector? wanted;
    private TaskVector? task;
    private long taskStep;

    private PolicySession(Network opened, PackageManifest manifest, string? behaviour, string sha256)
    {
        this.behaviour = behaviour;
        Sha256 = sha256;
        stoch = new NativeTensor(1, manifest.Latent.Stoch);
        deter = new NativeTensor(1, manifest.Latent.Deter);
        action = new NativeTensor(1, manifest.ActionSize);
        condition = behaviour is null ? new NativeTensor(1, manifest.EmbeddingSize) : null;
        network = new BoundNetwork(
            opened,
            condition is null ? [("stoch", stoch), ("deter", deter)] : [("stoch", stoch), ("deter", deter), ("task", condition)],
            [("action", action)]);
        WorldModelHashes = (manifest.Hashes[PackageFile.Encoder], manifest.Hashes[PackageFile.Dynamics]);
    }

    /// <summary>The behaviour's name; of a conditioned policy the label of its task, empty before it has one.</summary>
    public string Name => behaviour ?? Volatile.Read(ref wanted)?.Label ?? "";

    /// <summary>True if it serves every sentence and does what <see cref="SetTask"/> says.</summary>
    public bool IsConditioned => condition is not null;

    /// <summary>The task of its last step; null before that, and for a behaviour.</summary>
    public TaskVector? Task => Volatile.Read(ref task);

    /// <summary>True once a step has run with the task that was set last; always for a behaviour.</summary>
    public bool IsOnTask => ReferenceEquals(Volatile.Read(ref task), Volatile.Read(ref wanted));

    /// <summary>Step of its runner (see <see cref="PolicyRunner.Steps"/>) from which on that task was in force.</summary>
    public long TaskStep => Volatile.Read(ref taskStep);

    /// <summary>SHA-256 of its network, lower-case hexadecimal.</summary>
    public string Sha256 { get; }

    /// <summary>What computes it, after any fallback.</summary>
    public ExecutionProvider Provider => network.Provider;

    /// <summary>True once it may be swapped in: it is a behaviour's policy, or has a task.</summary>
    internal bool IsReady => !IsConditioned || Volatile.Read(ref wanted) is not null;

    /// <summary>Hashes of the encoder and dynamics it was learned on.</summary>
    internal (string Encoder, string Dynamics) WorldModelHashes { get; }

    /// <summary>Opens a behaviour's policy.</summary>
    /// <exception cref="PackageException">The behaviour is unknown, or its policy is damaged, of the wrong shape, or gives NaN.</exception>
    /// <exception cref="InvalidOperationException">None of the requested execution providers can be had.</exception>
    public static PolicySession Open(ModelPackage package, string behaviour, InferenceOptions? options = null)
    {
        BehaviourDescription description = package.Behaviour(behaviour);
        return Open(package, description.File, NetworkShape.OfPolicy(package.Manifest), behaviour, options);
    }

    /// <summary>Opens the policy that serves every sentence; it needs a task before it can be swapped in.</summary>
    /// <exception cref="PackageException">The package has none, or it is damaged, of the wrong shape, or gives NaN.</exception>
    /// <exception cref="InvalidOperationException">None of the requested execution providers can be had.</exception>
    public static PolicySession OpenConditioned(ModelPackage package, InferenceOptions? options = null)
    {
        ConditionedPolicyDescription description = package.Manifest.ConditionedPolicy
            ?? throw new PackageException(package.Folder, "it has no conditioned policy", "Load one of its behaviours, or train a conditioned policy into it.");
        return Open(package, description.File, NetworkShape.OfConditionedPolicy(package.Manifest), behaviour: null, options);
    }

    /// <summary>
    /// Makes <paramref name="next"/> the task from the next step on. Returns at once, takes no lock and allocates nothing; of two
    /// tasks between two steps the later one counts. Any thread may call it.
    /// </summary>
    /// <exception cref="ArgumentException">The task has another width than the policy's.</exception>
    /// <exception cref="InvalidOperationException">This is a behaviour's policy, which takes no task.</exception>
    public void SetTask(TaskVector next)
    {
        ArgumentNullException.ThrowIfNull(next);
        if (condition is null)
        {
            throw new InvalidOperationException($"Behaviour '{behaviour}' takes no task; only a conditioned policy does.");
        }

        if (next.Values.Length != condition.Length)
        {
            throw new ArgumentException($"The task has width {next.Values.Length}, the package's embeddings have {condition.Length}.", nameof(next));
        }

        Volatile.Write(ref wanted, next);
    }

    /// <summary>Call when no thread runs it any more.</summary>
    public void Dispose()
    {
        network.Dispose();
        stoch.Dispose();
        deter.Dispose();
        action.Dispose();
        condition?.Dispose();
    }

    /// <summary>Runs the policy; the result lives until the next run.</summary>
    internal ReadOnlySpan<float> Act(ReadOnlySpan<float> stochNow, ReadOnlySpan<float> deterNow, long step)
    {
        TakeTask(step);
        stochNow.CopyTo(stoch.Span);
        deterNow.CopyTo(deter.Span);
        network.Run();
        return action.Span;
    }

    private static PolicySession Open(ModelPackage package, string file, NetworkShape shape, string? behaviour, InferenceOptions? options)
    {
        Network network = Network.Open(package, file, shape, options ?? new InferenceOptions());
        var session = new PolicySession(network, package.Manifest, behaviour, package.Manifest.Hashes[file]);
        try
        {
            session.WarmUp(Path.Combine(package.Folder, file), package.Manifest.Latent.Classes);
            return session;
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    // The numbers are copied by the stepping thread itself: no step ever sees half of one task and half of another.
    private void TakeTask(long step)
    {
        TaskVector? next = Volatile.Read(ref wanted);
        if (next is not null && !ReferenceEquals(next, task))
        {
            next.Values.CopyTo(condition!.Span);
            Volatile.Write(ref taskStep, step);
            Volatile.Write(ref task, next);
        }
    }

    private void WarmUp(string path, int classes)
    {
        Span<float> latent = stoch.Span;
        for (int i = 0; i < latent.Length; i += classes)
        {
            latent[i] = 1;
        }

        condition?.Span.Fill(1 / MathF.Sqrt(condition.Length));
        for (int run = 0; run < WarmUpRuns; run++)
        {
            network.Run();
        }

        foreach (float value in action.Span)
        {
            if (!float.IsFinite(value))
            {
                throw new PackageException(path, "gives NaN or infinity for an ordinary state", "Its training diverged; learn the behaviour again.");
            }
        }
    }
}
