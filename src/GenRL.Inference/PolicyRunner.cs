using GenRL.Robots.Packages;

namespace GenRL.Inference;

/// <summary>
/// A world model's filter and the policy that reads it: frame in, action out. Between two frames the dynamics consume the latent and
/// state before, and the action that led on (rules ); the posterior sees the frame alone.
/// A step allocates no managed memory and takes no lock. One thread steps; any thread may <see cref="Swap"/>.
/// </summary>
public sealed class PolicyRunner : IDisposable
{
    private readonly LatentChoice choice;
    private readonly int classes;
    private readonly (string Encoder, string Dynamics) worldModel;
    private readonly NativeTensor image;
    private readonly NativeTensor logits;
    private readonly NativeTensor stoch;
    private readonly NativeTensor deter;
    private readonly NativeTensor deterNext;
    private readonly NativeTensor action;
    private readonly NativeTensor priorLogits;
    private readonly float[] probabilities;
    private readonly BoundNetwork encoder;
    private readonly BoundNetwork dynamics;
    private Xoshiro256 random;
    private long steps;
    private PolicySession? current;
    private PolicySession? pending;
    private PolicySession? retired;

    /// <summary>Opens the encoder and dynamics; no behaviour is active until one is swapped in.</summary>
    /// <exception cref="PackageException">A network is damaged or does not fit the manifest.</exception>
    /// <exception cref="InvalidOperationException">None of the requested execution providers can be had.</exception>
    public PolicyRunner(ModelPackage package, PolicyRunnerOptions? options = null)
    {
        options ??= new PolicyRunnerOptions();
        PackageManifest manifest = package.Manifest;
        LatentDescription latent = manifest.Latent;
        choice = options.Posterior;
        classes = latent.Classes;
        worldModel = (manifest.Hashes[PackageFile.Encoder], manifest.Hashes[PackageFile.Dynamics]);
        random = new Xoshiro256(options.Seed);
        probabilities = new float[latent.Stoch];
        ActionSize = manifest.ActionSize;
        Network openEncoder = Network.Open(package, PackageFile.Encoder, options.Inference);
        Network openDynamics = OpenOrDispose(package, PackageFile.Dynamics, options.Inference, openEncoder);
        image = new NativeTensor(1, manifest.Observation.Channels, manifest.Observation.Height, manifest.Observation.Width);
        logits = new NativeTensor(1, latent.Variables, latent.Classes);
        stoch = new NativeTensor(1, latent.Stoch);
        deter = new NativeTensor(1, latent.Deter);
        deterNext = new NativeTensor(1, latent.Deter);
        action = new NativeTensor(1, ActionSize);
        priorLogits = new NativeTensor(1, latent.Variables, latent.Classes);
        encoder = new BoundNetwork(openEncoder, [("image", image)], [("logits", logits)]);
        dynamics = new BoundNetwork(openDynamics, [("stoch", stoch), ("deter", deter), ("action", action)], [("deter_next", deterNext), ("prior_logits", priorLogits)]);
        WarmUp();
    }

    /// <summary>A, length of an action.</summary>
    public int ActionSize { get; }

    /// <summary>What computes the world model, after any fallback.</summary>
    public ExecutionProvider Provider => encoder.Provider;

    /// <summary>The policy of the last step; null before one was swapped in and stepped.</summary>
    public PolicySession? Current => Volatile.Read(ref current);

    /// <summary>Steps begun since it was made.</summary>
    public long Steps => Volatile.Read(ref steps);

    /// <summary>Posterior logits of the last frame, [K, V], before unimix.</summary>
    public ReadOnlySpan<float> Logits => logits.Span;

    /// <summary>Prior logits for the last frame, [K, V]: what the dynamics expected before seeing it.</summary>
    public ReadOnlySpan<float> PriorLogits => priorLogits.Span;

    /// <summary>One-hot latent of the last frame, [K·V].</summary>
    public ReadOnlySpan<float> Stoch => stoch.Span;

    /// <summary>Recurrent state of the last frame, [Dh].</summary>
    public ReadOnlySpan<float> Deter => deter.Span;

    /// <summary>Opens a behaviour of a package made with the same world model; run it aside, then <see cref="Swap"/> it in.</summary>
    /// <exception cref="PackageException">The behaviour is unknown, damaged, or was learned on another world model.</exception>
    public PolicySession LoadBehaviour(ModelPackage package, string behaviour, InferenceOptions? options = null)
    {
        RequireWorldModel(package);
        return PolicySession.Open(package, behaviour, options);
    }

    /// <summary>
    /// Opens the conditioned policy of a package made with the same world model; give it a task, then <see cref="Swap"/> it in. Further
    /// tasks reach it through <see cref="PolicySession.SetTask"/> alone: the latent and the recurrent state go on.
    /// </summary>
    /// <exception cref="PackageException">There is none, it is damaged, or it was learned on another world model.</exception>
    public PolicySession LoadConditioned(ModelPackage package, InferenceOptions? options = null)
    {
        RequireWorldModel(package);
        return PolicySession.OpenConditioned(package, options);
    }

    /// <exception cref="PackageException">The package was made with another world model than the one that is running.</exception>
    public void RequireWorldModel(ModelPackage package)
    {
        var hashes = (package.Manifest.Hashes[PackageFile.Encoder], package.Manifest.Hashes[PackageFile.Dynamics]);
        if (hashes != worldModel)
        {
            throw new PackageException(package.Folder, "its world model is not the one that is running", "Restart control with this package; a policy understands only the world model it was learned on.");
        }
    }

    /// <summary>
    /// Makes <paramref name="next"/> the policy from the next step on. Returns at once; the step in progress keeps its policy.
    /// </summary>
    /// <returns>A session swapped in earlier that no step has used and none will; dispose it. Usually null.</returns>
    public PolicySession? Swap(PolicySession next)
    {
        ArgumentNullException.ThrowIfNull(next);
        if (!next.IsReady)
        {
            throw new ArgumentException("The conditioned policy has no task yet; set one first.", nameof(next));
        }

        return next.WorldModelHashes == worldModel
            ? Interlocked.Exchange(ref pending, next)
            : throw new ArgumentException($"'{next.Name}' was learned on another world model.", nameof(next));
    }

    /// <summary>The session that the last swap replaced, once the stepping thread has let go of it; dispose it. Null if there is none.</summary>
    public PolicySession? TakeRetired() => Interlocked.Exchange(ref retired, null);

    /// <summary>Forgets the past: zero latent, state and action. The random numbers go on.</summary>
    public void Reset()
    {
        stoch.Span.Clear();
        deter.Span.Clear();
        action.Span.Clear();
    }

    /// <summary>Forgets the past and starts the random numbers anew.</summary>
    public void Reset(ulong seed)
    {
        Reset();
        random = new Xoshiro256(seed);
    }

    /// <summary>
    /// Tells the filter what was really done since the last step, where that was not the policy's action (held, limited, stopped).
    /// </summary>
    /// <param name="executed">[A], each in [-1, 1].</param>
    public void SetExecutedAction(ReadOnlySpan<float> executed)
    {
        RequireActionSize(executed.Length);
        executed.CopyTo(action.Span);
    }

    /// <summary>One decision.</summary>
    /// <param name="frame">64x64 RGB.</param>
    /// <param name="layout">Order of its bytes.</param>
    /// <param name="result">[A], receives the mean action, each in [-1, 1].</param>
    /// <exception cref="ArgumentException">The frame or the result has the wrong length; the state is unchanged.</exception>
    public StepStatus Step(ReadOnlySpan<byte> frame, FrameLayout layout, Span<float> result)
    {
        RequireActionSize(result.Length);
        FramePixels.Read(frame, layout, image.Span);
        Volatile.Write(ref steps, steps + 1);
        TakePending();
        dynamics.Run();
        encoder.Run();
        if (!CategoricalLatent.Probabilities(logits.Span, classes, probabilities))
        {
            return Fail(result);
        }

        PickLatent();
        deterNext.Span.CopyTo(deter.Span);
        if (current is null)
        {
            action.Span.Clear();
            result.Clear();
            return AllFinite(deter.Span) ? StepStatus.NoBehaviour : Fail(result);
        }

        ReadOnlySpan<float> chosen = current.Act(stoch.Span, deter.Span, steps);
        if (!AllFinite(chosen) || !AllFinite(deter.Span))
        {
            return Fail(result);
        }

        chosen.CopyTo(action.Span);
        chosen.CopyTo(result);
        return StepStatus.Ok;
    }

    /// <summary>Call when no thread steps any more. The sessions handed in are disposed too.</summary>
    public void Dispose()
    {
        Interlocked.Exchange(ref current, null)?.Dispose();
        Interlocked.Exchange(ref pending, null)?.Dispose();
        Interlocked.Exchange(ref retired, null)?.Dispose();
        encoder.Dispose();
        dynamics.Dispose();
        foreach (NativeTensor tensor in new[] { image, logits, stoch, deter, deterNext, action, priorLogits })
        {
            tensor.Dispose();
        }
    }

    private static Network OpenOrDispose(ModelPackage package, string file, InferenceOptions options, Network opened)
    {
        try
        {
            return Network.Open(package, file, options);
        }
        catch
        {
            opened.Dispose();
            throw;
        }
    }

    private static bool AllFinite(ReadOnlySpan<float> values)
    {
        foreach (float value in values)
        {
            if (!float.IsFinite(value))
            {
                return false;
            }
        }

        return true;
    }

    /// <summary>A replaced session waits in <see cref="retired"/>; until someone has taken it the next swap waits too.</summary>
    private void TakePending()
    {
        if (Volatile.Read(ref retired) is not null)
        {
            return;
        }

        PolicySession? next = Interlocked.Exchange(ref pending, null);
        if (next is not null)
        {
            Volatile.Write(ref retired, current);
            Volatile.Write(ref current, next);
        }
    }

    private void PickLatent()
    {
        if (choice == LatentChoice.Mode)
        {
            CategoricalLatent.Mode(probabilities, classes, stoch.Span);
        }
        else
        {
            CategoricalLatent.Sample(probabilities, classes, ref random, stoch.Span);
        }
    }

    private StepStatus Fail(Span<float> result)
    {
        Reset();
        result.Clear();
        return StepStatus.NotFinite;
    }

    private void RequireActionSize(int length)
    {
        if (length != ActionSize)
        {
            throw new ArgumentException($"An action has {ActionSize} entries, not {length}.");
        }
    }

    private void WarmUp()
    {
        for (int run = 0; run < 3; run++)
        {
            encoder.Run();
            dynamics.Run();
        }
    }
}
