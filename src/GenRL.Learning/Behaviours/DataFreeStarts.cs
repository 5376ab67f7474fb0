using GenRL.Learning.Networks;
using GenRL.Learning.WorldModels;
using static TorchSharp.torch;

namespace GenRL.Learning.Behaviours;

/// <summary>
/// Start states without data (paper section 4.3, spec 6): uniform latents mixed with connector samples of random embeddings,
/// warmed up for a few steps by random actions and by the current policy.
/// </summary>
/// <param name="world">The dynamics that warm states up.</param>
/// <param name="connector">Connector with its aligner; may be null when only uniform latents are used.</param>
/// <param name="embeddingSize">D.</param>
/// <param name="options">Mixture and warm-up.</param>
/// <param name="clipActions">Clip the policy's actions to [-1, 1], as imagination does.</param>
public sealed class DataFreeStarts(
    IImaginedWorld world, ILatentGenerator? connector, long embeddingSize, DataFreeOptions options, bool clipActions) : IStartStates
{
    /// <inheritdoc/>
    public LatentState Next(long count, Actor policy)
    {
        using var gradientsOff = no_grad();
        using var scope = NewDisposeScope();
        long random = options.WarmUpActions switch
        {
            WarmUpActions.Half => (count + 1) / 2,
            WarmUpActions.Random => count,
            _ => 0,
        };
        LatentState seeds = Seeds(Math.Max(random, count - random));
        LatentState[] parts =
        [
            WarmUp(First(seeds, random), RandomAction),
            WarmUp(First(seeds, count - random), options.WarmUpActions == WarmUpActions.Mixed ? MixedAction : PolicyAction),
        ];
        return new LatentState(
            cat(parts.Select(part => part.Stoch).ToArray(), 0).MoveToOuterDisposeScope(),
            cat(parts.Select(part => part.Deter).ToArray(), 0).MoveToOuterDisposeScope(),
            cat(parts.Select(part => part.Logit).ToArray(), 0).MoveToOuterDisposeScope());

        Tensor RandomAction(LatentState state) => RandomStream.Uniform([state.Deter.shape[0], policy.ActionSize]) * 2 - 1;

        Tensor PolicyAction(LatentState state)
        {
            Tensor action = policy.Distribution(world.Feature(state)).Sample();
            return clipActions ? action.clamp(-1, 1) : action;
        }

        Tensor MixedAction(LatentState state) =>
            where(RandomStream.Uniform([state.Deter.shape[0], 1]) < 0.5, RandomAction(state), PolicyAction(state));
    }

    /// <summary>Latents before the warm-up: one-hot [count, K, V], recurrent state zero.</summary>
    public LatentState Seeds(long count)
    {
        using var gradientsOff = no_grad();
        using var scope = NewDisposeScope();
        LatentState state = world.Initial(count);
        Tensor uniform = UniformLatents(count, state.Stoch.shape[1], state.Stoch.shape[2]);
        Tensor stoch = options.UniformShare >= 1
            ? uniform
            : where(RandomStream.Uniform([count, 1, 1]) < options.UniformShare, uniform, ConnectorLatents(count));
        return new LatentState(
            stoch.MoveToOuterDisposeScope(), state.Deter.MoveToOuterDisposeScope(), state.Logit.MoveToOuterDisposeScope());
    }

    private static Tensor UniformLatents(long count, long variables, long classes) =>
        nn.functional.one_hot(
            randint(classes, new[] { count, variables }, dtype: ScalarType.Int64, device: CPU, generator: RandomStream.Current), classes).to(ScalarType.Float32, get_default_device());

    /// <summary>Connector samples of random embeddings; only the latent is kept, the connector's recurrent state is not.</summary>
    private Tensor ConnectorLatents(long count)
    {
        if (connector is null)
        {
            throw new InvalidOperationException(
                "Data-free start states from the connector need a connector; set UniformShare to 1 to do without.");
        }
        long length = options.SequenceLength;
        long sequences = (count + length - 1) / length;
        Tensor noise = RandomStream.Normal([sequences, options.ConstantNoise ? 1 : length, embeddingSize]);
        Tensor embeddings = (noise / noise.square().sum(-1, keepdim: true).sqrt()).expand(sequences, length, embeddingSize).contiguous();
        return connector.Generate(embeddings, sample: true, denoise: true).Stoch.flatten(0, 1).narrow(0, 0, count);
    }

    private LatentState WarmUp(LatentState state, Func<LatentState, Tensor> act)
    {
        for (int step = 0; step < options.WarmUpSteps && state.Deter.shape[0] > 0; step++)
        {
            state = world.Imagine(state, act(state));
        }
        return state;
    }

    private static LatentState First(LatentState states, long count) =>
        new(states.Stoch.narrow(0, 0, count), states.Deter.narrow(0, 0, count), states.Logit.narrow(0, 0, count));
}
