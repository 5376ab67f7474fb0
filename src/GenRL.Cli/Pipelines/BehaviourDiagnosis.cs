using GenRL.Data;
using GenRL.Learning.Behaviours;
using GenRL.Learning.WorldModels;
using GenRL.Robots;
using static TorchSharp.torch;

namespace GenRL.Cli.Pipelines;

/// <summary>The standard diagnostic beside every behaviour: what it earns in imagination against what it earns in the simulator.</summary>
public static class BehaviourDiagnosis
{
    private const int Episodes = 2;
    private const int StartsPerEpisode = 10;

    /// <summary>Lets a policy act in the simulator, and compares from states it met there.</summary>
    /// <param name="model">World model with a reward head.</param>
    /// <param name="actor">The policy.</param>
    /// <param name="environment">The simulator.</param>
    /// <param name="seed">Seed of its episodes.</param>
    /// <param name="cancellation">Stops between two start states.</param>
    public static ImaginedVersusRealTable Run(WorldModel model, Actor actor, IEnvironment environment, ulong seed, CancellationToken cancellation)
    {
        using var frozen = no_grad();
        using var scope = NewDisposeScope();
        var perception = new WorldModelPerception(model);
        Tensor Act(Tensor feature) => actor.Distribution(feature).Mean;
        var episodes = Enumerable.Range(0, Episodes).Select(number => Record(model, perception, Act, environment, seed + (ulong)number)).ToList();
        return new ImaginedVersusReal(model, perception, model.RewardHeadMean, Act, environment).Measure(episodes, StartsPerEpisode, cancellation: cancellation);
    }

    private static PoseEpisode Record(WorldModel model, WorldModelPerception perception, Func<Tensor, Tensor> act, IEnvironment environment, ulong seed)
    {
        using var scope = NewDisposeScope();
        var (length, poseSize, actionSize, tasks) = (environment.EpisodeSteps + 1, environment.PoseSize, environment.Robot.ActionSize, environment.Tasks.Count);
        var (poses, actions, rewards) = (new double[length * poseSize], new float[length * actionSize], new float[length * tasks]);
        var judged = new double[tasks];
        environment.Reset(seed);
        environment.ReadPose(poses.AsSpan(0, poseSize));
        var state = Observe(perception, perception.Initial(1), zeros(1, actionSize), environment);
        for (var row = 1; row < length; row++)
        {
            using var step = NewDisposeScope();
            var action = act(model.Feature(state)).contiguous();
            var executed = action.cpu().data<float>().ToArray();
            environment.Step(executed, judged);
            executed.CopyTo(actions, row * actionSize);
            environment.ReadPose(poses.AsSpan(row * poseSize, poseSize));
            for (var task = 0; task < tasks; task++)
            {
                rewards[(row * tasks) + task] = (float)judged[task];
            }

            var next = Observe(perception, state, action, environment);
            state = new LatentState(next.Stoch.MoveToOuterDisposeScope(), next.Deter.MoveToOuterDisposeScope(), next.Logit.MoveToOuterDisposeScope());
        }

        var details = new PoseEpisodeDetails(environment.Robot.Name, "diagnosis", environment.Tasks, seed, "the policy under test");
        return new PoseEpisode(details, length, poses, actions, rewards);
    }

    private static LatentState Observe(WorldModelPerception perception, LatentState previous, Tensor action, IEnvironment environment)
    {
        var pixels = new byte[FrameFormat.Bytes];
        environment.ReadPixels(pixels);
        return perception.Observe(previous, action, tensor(pixels).reshape(1, FrameFormat.Channels, FrameFormat.Size, FrameFormat.Size));
    }
}
