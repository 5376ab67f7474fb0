using GenRL.Learning.Behaviours;
using GenRL.Learning.Networks;
using GenRL.Learning.Optimisation;
using GenRL.Learning.WorldModels;
using static TorchSharp.torch;

namespace GenRL.Learning.Benchmarks;

/// <summary>
/// Training steps taken apart. Each part runs forward and backward on its own; what a whole step takes beyond their sum are the
/// seams between them. Owns the inputs, which are drawn once.
/// </summary>
public sealed class StepParts : IDisposable
{
    private readonly TrainingWorkload work;
    private readonly List<IDisposable> owned = [];

    /// <param name="work">Networks and data; stays the caller's.</param>
    public StepParts(TrainingWorkload work) => this.work = work;

    /// <summary>The parts of a step.</summary>
    public IReadOnlyList<StepPart> Of(TrainingStep step) => step switch
    {
        TrainingStep.Joint => [Data(step), Encoder(), Recurrence(step), Decoder(), ConnectorAndAligner(step), Optimiser(step)],
        TrainingStep.Cached => [Data(step), Recurrence(step), ConnectorAndAligner(step), Optimiser(step)],
        _ => [StartStates(), ImaginedStates(), RewardOfTarget(), Values(), CriticLoss(), Optimiser(step)],
    };

    /// <inheritdoc/>
    public void Dispose() => owned.ForEach(one => one.Dispose());

    private StepPart Data(TrainingStep step)
    {
        var joint = step == TrainingStep.Joint;
        var reader = joint ? work.JointReader() : work.CachedReader();
        return Part("data", () =>
        {
            var batch = reader.Next(withFrames: joint);
            if (joint)
            {
                WorldModel.Normalise(batch.Frames!.flatten(0, 1));
            }
        });
    }

    private StepPart Encoder()
    {
        var images = Own(WorldModel.Normalise(work.JointReader().Next(withFrames: true).Frames!.flatten(0, 1)));
        var slope = Own(randn(images.shape[0], work.Model.Options.Variables, work.Model.Options.Classes));
        return Part("encoder", () =>
        {
            var posterior = OneHotCategorical.Probabilities(work.Model.PosteriorLogits(images));
            ((OneHotCategorical.SampleFrom(posterior) + posterior) * slope).sum().backward();
        });
    }

    private StepPart Decoder()
    {
        var images = Own(WorldModel.Normalise(work.JointReader().Next(withFrames: true).Frames!.flatten(0, 1)));
        var stoch = Own(Latents(images.shape[0])).requires_grad_();
        return Part("decoder", () => WorldModelLoss.ImageError(work.Model.Decode(stoch), images).backward());
    }

    private StepPart Recurrence(TrainingStep step)
    {
        var (stoch, posterior, batch) = Sequences(step);
        if (step == TrainingStep.Joint)
        {
            stoch.requires_grad_();
            posterior.requires_grad_();
        }

        return Part("recurrence", () => WorldModelLoss.Total(DynamicsLoss.Of(work.Model, stoch, posterior, batch)).backward());
    }

    private StepPart ConnectorAndAligner(TrainingStep step)
    {
        var (stoch, posterior, batch) = Sequences(step);
        return Part("connector_and_aligner", () => work.Connector.Loss(stoch, posterior, batch.Windows!).Total.backward());
    }

    private StepPart StartStates() => Part("start_states", () => work.Starts.Next(work.Behaviour.Starts, work.Actor));

    private StepPart ImaginedStates()
    {
        var start = OwnStarts();
        var imagination = new Imagination(work.Model, work.Behaviour.Horizon, work.Behaviour.ClipActions);
        var slope = Own(randn(work.Behaviour.Horizon + 1, work.Behaviour.Starts, work.Model.Options.FeatureSize));
        return Part("imagination", () =>
        {
            using var frozen = new FrozenParameters(work.Model);
            (imagination.Run(start, work.Actor.Distribution).Feature * slope).sum().backward();
        });
    }

    private StepPart RewardOfTarget()
    {
        var trajectory = Trajectory();
        return Part("reward", () =>
        {
            using var frozen = new FrozenParameters(work.Model);
            work.Reward.Of(trajectory).Reward.sum().backward();
        });
    }

    private StepPart Values()
    {
        var feature = Trajectory().Feature;
        var reward = Own(rand(work.Behaviour.Horizon, work.Behaviour.Starts));
        return Part("values", () => LambdaReturns.Compute(
            reward, work.SlowCritic.Network.Value(feature.narrow(0, 1, work.Behaviour.Horizon)), work.Behaviour.Discount, work.Behaviour.Lambda).mean().backward());
    }

    private StepPart CriticLoss()
    {
        var feature = Trajectory().Feature;
        var returns = Own(rand(work.Behaviour.Horizon, work.Behaviour.Starts));
        return Part("critic", () => BehaviourTrainer.CriticLoss(work.Critic, feature.narrow(0, 0, work.Behaviour.Horizon), returns).backward());
    }

    // on networks of their own, so that the measured ones keep their weights
    private StepPart Optimiser(TrainingStep step)
    {
        var sizes = work.Options.Sizes;
        nn.Module[] modules = step == TrainingStep.Behaviour
            ? [new Actor(sizes.FeatureSize, sizes.ActionSize, work.Behaviour.Units, work.Behaviour.Layers), new Critic(sizes.FeatureSize, work.Behaviour.Units, work.Behaviour.Layers)]
            : [new WorldModel(sizes), new Connectors.Connector(sizes, work.Options.Connector)];
        owned.AddRange(modules);
        var optimizers = modules.Select(module => new ModelOptimizer(
            step == TrainingStep.Cached && module is WorldModel model ? model.DynamicsParameters() : module.parameters(), 1e-4)).ToList();
        owned.AddRange(optimizers);
        foreach (var parameter in modules.SelectMany(module => module.parameters()))
        {
            using var scope = NewDisposeScope();
            parameter.square().sum().backward();
        }

        return new StepPart("optimiser", () => optimizers.ForEach(optimizer => optimizer.Apply()));
    }

    private StepPart Part(string name, Action run) => new(name, () =>
    {
        using var scope = NewDisposeScope();
        run();
        foreach (var module in new nn.Module[] { work.Model, work.Connector, work.Actor, work.Critic })
        {
            module.zero_grad();
        }
    });

    private (Tensor Stoch, Tensor Posterior, SequenceBatch Batch) Sequences(TrainingStep step)
    {
        using var scope = NewDisposeScope();
        var phase = step == TrainingStep.Joint ? work.Options.Joint : work.Options.Cached;
        var batch = (step == TrainingStep.Joint ? work.JointReader() : work.CachedReader()).Next();
        var sizes = work.Model.Options;
        var posterior = batch.Posterior ?? OneHotCategorical.Probabilities(randn(phase.Batch, phase.Length, sizes.Variables, sizes.Classes));
        var kept = new SequenceBatch(Own(batch.Actions), Own(batch.IsFirst), Own(batch.Rewards)) { Windows = Own(batch.Windows!) };
        return (Own(OneHotCategorical.SampleFrom(posterior)), Own(posterior), kept);
    }

    private ImaginedTrajectory Trajectory()
    {
        using var scope = NewDisposeScope();
        var (horizon, starts, sizes) = (work.Behaviour.Horizon, work.Behaviour.Starts, work.Model.Options);
        var stoch = Own(Latents((horizon + 1L) * starts).view(horizon + 1, starts, sizes.Variables, sizes.Classes)).requires_grad_();
        var deter = Own(randn(horizon + 1, starts, sizes.Deter));
        var feature = Own(work.Model.Feature(new LatentState(stoch, deter, stoch)).detach()).requires_grad_();
        return new ImaginedTrajectory(stoch, deter, feature, Own(zeros(horizon, starts, sizes.ActionSize)), null);
    }

    private LatentState OwnStarts()
    {
        using var scope = NewDisposeScope();
        var states = work.Starts.Next(work.Behaviour.Starts, work.Actor);
        return new LatentState(Own(states.Stoch), Own(states.Deter), Own(states.Logit));
    }

    private Tensor Latents(long rows)
    {
        using var scope = NewDisposeScope();
        var logits = randn(rows, work.Model.Options.Variables, work.Model.Options.Classes);
        return OneHotCategorical.Sample(logits).MoveToOuterDisposeScope();
    }

    private Tensor Own(Tensor tensor)
    {
        owned.Add(tensor.DetachFromDisposeScope());
        return tensor;
    }
}
