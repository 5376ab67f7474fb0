using GenRL.Data;
using GenRL.Inference;
using GenRL.Robots;
using GenRL.Robots.Packages;

namespace GenRL.Cli.Pipelines;

/// <summary>Acts from pixels with a behaviour of a model package, through the networks that run on the robot.</summary>
public sealed class PackageAgent : ICollectionAgent
{
    private const double Persistence = 0.8;

    private readonly PolicyRunner runner;
    private readonly byte[] frame = new byte[FrameFormat.Bytes];
    private readonly float[] drift;
    private readonly double largestNoise;
    private SeededRandom random = new(0);
    private double noise;

    /// <param name="package">The package.</param>
    /// <param name="behaviour">Name of the behaviour.</param>
    /// <param name="largestNoise">Each episode adds slowly varying noise of a deviation drawn from 0 to this.</param>
    /// <param name="latent">How the latent of a frame is picked; drawn in the evaluation protocol (spec 9.1).</param>
    public PackageAgent(ModelPackage package, string behaviour, double largestNoise = 0, LatentChoice latent = LatentChoice.Sample)
        : this(package, runner => runner.LoadBehaviour(package, behaviour), largestNoise, latent)
    {
    }

    /// <param name="package">A package with a conditioned policy.</param>
    /// <param name="task">What the policy is to do.</param>
    /// <param name="largestNoise">Each episode adds slowly varying noise of a deviation drawn from 0 to this.</param>
    /// <param name="latent">How the latent of a frame is picked; drawn in the evaluation protocol (spec 9.1).</param>
    public PackageAgent(ModelPackage package, TaskVector task, double largestNoise = 0, LatentChoice latent = LatentChoice.Sample)
        : this(package, runner => OnTask(runner.LoadConditioned(package), task), largestNoise, latent)
    {
    }

    private PackageAgent(ModelPackage package, Func<PolicyRunner, PolicySession> open, double largestNoise, LatentChoice latent)
    {
        this.largestNoise = largestNoise;
        runner = new PolicyRunner(package, new PolicyRunnerOptions { Posterior = latent });
        runner.Swap(open(runner));
        drift = new float[runner.ActionSize];
    }

    /// <inheritdoc/>
    public void Begin(SeededRandom random)
    {
        this.random = random;
        noise = random.NextDouble() * largestNoise;
        Array.Clear(drift);
        runner.Reset(random.NextBits());
    }

    /// <inheritdoc/>
    public void Act(IEnvironment environment, Span<float> action)
    {
        environment.ReadPixels(frame);
        if (runner.Step(frame, FrameLayout.ChannelFirst, action) != StepStatus.Ok)
        {
            throw new InvalidOperationException("the policy gave no valid action; check the package with 'genrl package verify'");
        }

        if (noise > 0)
        {
            AddNoise(action);
            runner.SetExecutedAction(action);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => runner.Dispose();

    private static PolicySession OnTask(PolicySession session, TaskVector task)
    {
        session.SetTask(task);
        return session;
    }

    private void AddNoise(Span<float> action)
    {
        for (var joint = 0; joint < action.Length; joint++)
        {
            var innovation = Math.Sqrt(1 - (Persistence * Persistence)) * random.NextGaussian();
            drift[joint] = (float)((Persistence * drift[joint]) + innovation);
            action[joint] = (float)Math.Clamp(action[joint] + (noise * drift[joint]), -1, 1);
        }
    }
}
