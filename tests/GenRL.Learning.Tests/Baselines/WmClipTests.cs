using GenRL.Learning.Baselines;
using GenRL.Learning.Behaviours;
using GenRL.Learning.Tests.Behaviours;
using GenRL.Learning.Tests.Squares;
using GenRL.Learning.WorldModels;
using static TorchSharp.torch;

namespace GenRL.Learning.Tests.Baselines;

public class WmClipTests
{
    private static readonly EmbeddingPredictorOptions Small = new() { Layers = 1, Units = 32, Batch = 8, Length = 16, LearningRate = 3e-3 };

    [Fact]
    public void The_loss_is_the_squared_distance_of_the_rows_that_were_embedded()
    {
        using var scope = NewDisposeScope();
        var predicted = tensor(new[] { 1f, 0, 5, 5, 0, 0.5f }).reshape(3, 2).requires_grad_();
        var loss = EmbeddingPredictor.Loss(predicted, tensor(new[] { 0f, 1, 0, 0, 0, 1 }).reshape(3, 2));
        // (2 + 0.25) / 2; the second row was never embedded
        Assert.Equal(1.125, loss.item<float>(), 1e-6);
        loss.backward();
        Toy.Near([1, -1, 0, 0, 0, -0.5], predicted.grad()!, 1e-6);
        Assert.Equal(0, EmbeddingPredictor.Loss(predicted.detach(), zeros(3, 2)).item<float>());
    }

    [Fact]
    public void The_reward_is_the_cosine_of_the_predicted_embedding_and_its_gradient_reaches_the_states_only()
    {
        using var scope = NewDisposeScope();
        using var predictor = new EmbeddingPredictor(10, 6, 3, Small);
        using var reward = new PredictedEmbeddingReward(predictor, [0, 0.6f, 0.8f]);
        var feature = randn(4, 5, 10).requires_grad_();
        var rewards = reward.Of(new ImaginedTrajectory(feature, feature, feature, feature, null));

        Assert.Null(rewards.Offsets);
        Assert.Equal([4, 5], rewards.Reward.shape);
        var predicted = Toy.Floats(predictor.call(feature));
        var first = (predicted[1] * 0.6 + predicted[2] * 0.8) / Math.Sqrt(predicted[..3].Sum(value => value * (double)value));
        Assert.Equal(first, Toy.Floats(rewards.Reward)[0], 1e-5);
        rewards.Reward.sum().backward();
        Assert.Contains(Toy.Floats(feature.grad()!), value => value != 0);
        Assert.All(predictor.parameters(), parameter => Assert.Null(parameter.grad()));
    }

    [Fact]
    public void States_are_mapped_to_the_embeddings_of_the_windows_they_end_and_the_world_model_stays_as_it_is()
    {
        using var data = new MovingSquareStore(episodes: 12, withWindows: true);
        using var windows = data.Store.TryOpenArray<Half>(WorldModelRun.EmbeddingArray)!;
        manual_seed(3);
        using var world = new WorldModel(WorldModelOptions.Micro with { ActionSize = 2, RewardTasks = 1 });
        var before = Toy.Weights(world);
        using var training = new EmbeddingPredictorTraining(Small, world, data.Store, data.Store.Episodes, windows, 1);
        var losses = Enumerable.Range(0, 150).Select(_ => training.Step()["predictor_loss"]).ToArray();

        // a world model of random weights sees too little to tell where the square is, but enough for the mean
        Assert.True(losses[^20..].Average() < 0.6 * losses[0], $"from {losses[0]} to {losses[^20..].Average()}");
        Assert.Equal(before, Toy.Weights(world));
        Assert.All(world.parameters(), parameter => Assert.Null(parameter.grad()));
    }

    [Fact]
    public void Training_that_was_cut_short_goes_on_as_if_it_had_never_stopped()
    {
        using var data = new MovingSquareStore(episodes: 6, withWindows: true);
        using var windows = data.Store.TryOpenArray<Half>(WorldModelRun.EmbeddingArray)!;
        manual_seed(3);
        using var world = new WorldModel(WorldModelOptions.Micro with { ActionSize = 2, RewardTasks = 1 });
        EmbeddingPredictorTraining Fresh() => new(Small, world, data.Store, data.Store.Episodes, windows, 1);

        using var whole = Fresh();
        new OfflineRun(whole, Path.Combine(data.Folder, "whole"), "predictor").Train(6);
        using (var first = Fresh())
        {
            new OfflineRun(first, Path.Combine(data.Folder, "parts"), "predictor").Train(2);
        }

        using var second = Fresh();
        new OfflineRun(second, Path.Combine(data.Folder, "parts"), "predictor").Train(6);
        Assert.Equal(Toy.Weights(whole.Predictor), Toy.Weights(second.Predictor));
    }

    [Fact]
    public void A_policy_learned_in_imagination_earns_more_of_the_predicted_reward()
    {
        manual_seed(1);
        using var predictor = new EmbeddingPredictor(10, 0, 3, Small);
        using var reward = new PredictedEmbeddingReward(predictor, [1, 0, 0]);
        using var trainer = new BehaviourTrainer(Toy.Options with { Starts = 32, LearningRate = 3e-3 }, new LinearWorld(), LinearWorld.Actions, reward, new Toy.RandomStarts());
        var rewards = Enumerable.Range(0, 120).Select(_ => trainer.Step().MeanReward).ToArray();
        Assert.True(rewards[^10..].Average() > rewards[..10].Average() + 0.1, $"from {rewards[..10].Average()} to {rewards[^10..].Average()}");
    }

    [Fact]
    public void Sequences_too_short_to_hold_an_embedded_row_are_refused()
    {
        var error = Assert.Throws<ArgumentException>(() => new BaselineOptions { Predictor = new EmbeddingPredictorOptions { Length = 7 } }.Validated());
        Assert.Contains("predictor.length", error.Message, StringComparison.Ordinal);
    }
}
