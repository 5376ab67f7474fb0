using GenRL.Robots.Packages;

namespace GenRL.Inference;

/// <summary>
/// One behaviour's policy, opened, checked and run a few times on its own buffers, so that its first step in a control loop is as
/// fast as any other. Made on any thread, handed to <see cref="PolicyRunner.Swap"/>.
/// </summary>
public sealed class PolicySession : IDisposable
{
    private const int WarmUpRuns = 3;

    private readonly NativeTensor stoch;
    private readonly NativeTensor deter;
    private readonly NativeTensor action;
    private readonly BoundNetwork network;

    private PolicySession(Network opened, PackageManifest manifest, BehaviourDescription behaviour)
    {
        Behaviour = behaviour;
        stoch = new NativeTensor(1, manifest.Latent.Stoch);
        deter = new NativeTensor(1, manifest.Latent.Deter);
        action = new NativeTensor(1, manifest.JointNames.Count);
        network = new BoundNetwork(opened, [("stoch", stoch), ("deter", deter)], [("action", action)]);
        WorldModelHashes = (manifest.Hashes[PackageFile.Encoder], manifest.Hashes[PackageFile.Dynamics]);
    }

    public BehaviourDescription Behaviour { get; }

    /// <summary>What computes it, after any fallback.</summary>
    public ExecutionProvider Provider => network.Provider;

    /// <summary>Hashes of the encoder and dynamics it was learned on.</summary>
    internal (string Encoder, string Dynamics) WorldModelHashes { get; }

    /// <exception cref="PackageException">The behaviour is unknown, or its policy is damaged, of the wrong shape, or gives NaN.</exception>
    /// <exception cref="InvalidOperationException">None of the requested execution providers can be had.</exception>
    public static PolicySession Open(ModelPackage package, string behaviour, InferenceOptions? options = null)
    {
        BehaviourDescription description = package.Behaviour(behaviour);
        Network network = Network.Open(package, description.File, NetworkShape.OfPolicy(package.Manifest), options ?? new InferenceOptions());
        var session = new PolicySession(network, package.Manifest, description);
        try
        {
            session.WarmUp(Path.Combine(package.Folder, description.File), package.Manifest.Latent.Classes);
            return session;
        }
        catch
        {
            session.Dispose();
            throw;
        }
    }

    public void Dispose()
    {
        network.Dispose();
        stoch.Dispose();
        deter.Dispose();
        action.Dispose();
    }

    /// <summary>Runs the policy; the result lives until the next run.</summary>
    internal ReadOnlySpan<float> Act(ReadOnlySpan<float> stochNow, ReadOnlySpan<float> deterNow)
    {
        stochNow.CopyTo(stoch.Span);
        deterNow.CopyTo(deter.Span);
        network.Run();
        return action.Span;
    }

    private void WarmUp(string path, int classes)
    {
        Span<float> latent = stoch.Span;
        for (int i = 0; i < latent.Length; i += classes)
        {
            latent[i] = 1;
        }

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
