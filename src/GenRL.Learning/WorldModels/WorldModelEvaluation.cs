using GenRL.Learning.Networks;
using static TorchSharp.torch;

namespace GenRL.Learning.WorldModels;

/// <summary>
/// How well a world model sees and foresees held-out sequences: reconstruction, and open-loop prediction with the
/// recorded actions against the last reconstruction held still.
/// </summary>
public sealed record WorldModelEvaluation
{
    /// <summary>Steps of context before the open-loop prediction begins.</summary>
    public const int Context = 8;

    /// <summary>How far ahead predictions are judged, in steps.</summary>
    public static IReadOnlyList<int> Horizons { get; } = [1, 4, 8, 16];

    /// <summary>Squared error per frame of reconstructions.</summary>
    public required double Reconstruction { get; init; }

    /// <summary>KL(posterior || prior), nats per step.</summary>
    public required double KullbackLeibler { get; init; }

    /// <summary>Mean squared error of the reward head.</summary>
    public required double Reward { get; init; }

    /// <summary>Squared error per frame of open-loop predictions, one per horizon.</summary>
    public required IReadOnlyList<double> OpenLoop { get; init; }

    /// <summary>Squared error per frame of the last reconstruction held still, one per horizon.</summary>
    public required IReadOnlyList<double> Static { get; init; }

    /// <summary>KL(connector || posterior), nats per step; null without embeddings.</summary>
    public double? ConnectorKl { get; init; }

    /// <summary>The same for one step from the connector's learned start at the beginning of later windows; null without embeddings.</summary>
    public double? FreshStartKl { get; init; }

    /// <summary>Evaluates on one batch with frames, at least 24 steps long.</summary>
    public static WorldModelEvaluation Of(WorldModel model, SequenceBatch batch, Connectors.Connector? connector = null)
    {
        using var scope = NewDisposeScope();
        using var frozen = no_grad();
        var (b, t) = (batch.Actions.shape[0], batch.Actions.shape[1]);
        var images = WorldModel.Normalise(batch.Frames!.flatten(0, 1));
        var flat = OneHotCategorical.Probabilities(model.PosteriorLogits(images));
        var posterior = flat.unflatten(0, b, t);
        var stoch = OneHotCategorical.SampleFrom(posterior);
        var decoded = model.Decode(stoch).unflatten(0, b, t);
        images = images.unflatten(0, b, t);
        var dynamics = DynamicsLoss.Of(model, stoch, posterior, batch);
        var foreseen = OpenLoopImages(model, stoch, batch);
        var still = decoded.narrow(1, Context - 1, 1);
        return new WorldModelEvaluation
        {
            Reconstruction = Error(decoded, images),
            KullbackLeibler = dynamics.Mean.item<float>(),
            Reward = dynamics.Reward.item<float>(),
            OpenLoop = Horizons.Select(k => Error(foreseen.narrow(1, k - 1, 1), images.narrow(1, Context + k - 1, 1))).ToArray(),
            Static = Horizons.Select(k => Error(still, images.narrow(1, Context + k - 1, 1))).ToArray(),
            ConnectorKl = connector is null || batch.Windows is null ? null : connector.Loss(stoch, posterior, batch.Windows).KullbackLeibler.item<float>(),
            FreshStartKl = connector is null || batch.Windows is null ? null : connector.FreshStartDivergence(posterior, batch.Windows).item<float>(),
        };
    }

    /// <summary>Images foreseen from the state after the context, with the recorded actions: [B, T - context, 3, 64, 64].</summary>
    public static Tensor OpenLoopImages(WorldModel model, Tensor stoch, SequenceBatch batch)
    {
        using var scope = NewDisposeScope();
        var length = batch.Actions.shape[1];
        var deter = model.Filter(stoch, batch.Actions, batch.IsFirst);
        var state = new LatentState(stoch.select(1, Context - 1), deter.select(1, Context - 1), stoch.select(1, Context - 1));
        var images = new List<Tensor>();
        for (var time = Context; time < length; time++)
        {
            state = model.Imagine(state, batch.Actions.select(1, time));
            images.Add(model.Decode(state.Stoch));
        }

        return stack(images, 1).MoveToOuterDisposeScope();
    }

    private static double Error(Tensor predicted, Tensor images)
    {
        using var scope = NewDisposeScope();
        var frames = images.shape[0] * images.shape[1];
        return (predicted - images).square().sum().item<float>() / frames;
    }
}
