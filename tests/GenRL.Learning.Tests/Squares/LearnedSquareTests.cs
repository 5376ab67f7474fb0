using GenRL.Learning.Behaviours;
using GenRL.Learning.Networks;
using GenRL.Learning.WorldModels;
using static TorchSharp.torch;

namespace GenRL.Learning.Tests.Squares;

/// <summary>The whole method on the smallest robot that can be seen (spec 13.13).</summary>
[Trait("speed", "slow")]
public sealed class LearnedSquareTests(LearnedSquare square) : IClassFixture<LearnedSquare>
{
    private const int Horizon = 10;

    private static readonly BehaviourOptions Options = BehaviourOptions.Tiny with
    {
        Starts = 32, Layers = 1, Units = 64, Steps = 400, Horizon = Horizon, LearningRate = 2e-3, DeterministicTarget = true,
    };

    [Fact]
    public void The_world_model_learns_to_see_and_foresees_better_than_a_picture_that_stands_still()
    {
        Assert.True(square.LastImageLoss < 0.2 * square.FirstImageLoss, $"image loss went from {square.FirstImageLoss} to {square.LastImageLoss}");

        manual_seed(2);
        using var frozen = no_grad();
        using var scope = NewDisposeScope();
        var batch = square.Draw(48, WorldModelEvaluation.Context + Horizon);
        var images = WorldModel.Normalise(batch.Frames!.flatten(0, 1));
        var stoch = OneHotCategorical.Sample(square.Model.PosteriorLogits(images)).unflatten(0, 48, -1);
        var frames = images.unflatten(0, 48, -1);
        var last = frames.select(1, WorldModelEvaluation.Context + Horizon - 1);

        var foreseen = WorldModelEvaluation.OpenLoopImages(square.Model, stoch, batch).select(1, Horizon - 1);
        var still = frames.select(1, WorldModelEvaluation.Context - 1);

        var (error, copied) = (WorldModelLoss.ImageError(foreseen, last).item<float>(), WorldModelLoss.ImageError(still, last).item<float>());
        Assert.True(error < copied, $"ten steps ahead: {error} foreseen, {copied} by copying the last frame");
    }

    [Theory]
    [InlineData(1.0)]
    [InlineData(0.0)]
    public void A_prompt_moves_the_real_square_to_its_side(double side) => ItGoesTo(side, square.Recorded);

    [Fact]
    public void A_prompt_does_so_without_data() => ItGoesTo(1, new DataFreeStarts(square.Model, square.Connector, LearnedSquare.EmbeddingSize, new DataFreeOptions(), clipActions: true));

    [Fact]
    public void A_sentence_is_understood_better_with_the_aligner_than_without()
    {
        using var scope = NewDisposeScope();
        var random = new Data.SeededRandom(3);
        double[] places = [0, 0.25, 0.5, 0.75, 1];
        var (sum, count) = ((Without: 0.0, With: 0.0), 0);
        for (var language = 0; language < 6; language++)
        {
            // a modality gap: every sentence of a language is off in the same direction, and a little in one of its own
            var gap = Direction(random, 2.0);
            foreach (var place in places)
            {
                var sentence = nn.functional.normalize(tensor(Square.Embedding(place, LearnedSquare.EmbeddingSize)) + gap + Direction(random, 0.1), 2, -1);
                sum = (sum.Without + Math.Abs(PlaceOfTarget(sentence, denoise: false) - place), sum.With + Math.Abs(PlaceOfTarget(sentence, denoise: true) - place));
                count++;
            }
        }

        var (without, with) = (sum.Without / count, sum.With / count);
        Assert.True(with < without, $"targets are off by {with} of the width with the aligner and by {without} without");
        Assert.True(with < 0.2, $"targets are off by {with} of the width with the aligner");
    }

    private void ItGoesTo(double side, IStartStates starts)
    {
        using var scope = NewDisposeScope();
        var prompt = tensor(Square.Embedding(side, LearnedSquare.EmbeddingSize));
        using var target = TargetSequence.Generate(square.Connector, square.Model, prompt, Options.Starts, Horizon, deterministicStart: true, seed: 1);
        using var trainer = new BehaviourTrainer(Options, square.Model, 2, new PromptReward(square.Model, target, Options), starts);
        for (var step = 0; step < Options.Steps; step++)
        {
            trainer.Step();
        }

        manual_seed(5);
        double[] learned = square.PlacesReached(trainer.Actor, episodes: 48, steps: 30, seed: 9), random = square.PlacesReached(null, 48, 30, seed: 9);
        var (gain, error) = ((learned.Average() - random.Average()) * (side > 0.5 ? 1 : -1), Math.Sqrt(SquaredError(learned) + SquaredError(random)));
        Assert.True(gain > 3 * error, $"the square is {gain} further to the side than by chance, give or take {error}");
    }

    private double PlaceOfTarget(Tensor sentence, bool denoise)
    {
        using var frozen = no_grad();
        var roll = square.Connector.Generate(sentence.reshape(1, 1, -1).expand(1, 8, -1).contiguous(), sample: false, denoise, deterministicStart: true);
        var pictures = square.Model.Decode(roll.Stoch.squeeze(0)).contiguous();
        return Enumerable.Range(1, 7).Average(time => Square.RightOf(pictures[time].contiguous().data<float>().ToArray()));
    }

    // outside the plane in which embeddings say where the square is
    private static Tensor Direction(Data.SeededRandom random, double length)
    {
        float[] values = [0, 0, .. Enumerable.Range(2, LearnedSquare.EmbeddingSize - 2).Select(_ => (float)random.NextGaussian())];
        return nn.functional.normalize(tensor(values), 2, -1) * length;
    }

    private static double SquaredError(double[] values)
    {
        var mean = values.Average();
        return values.Sum(value => (value - mean) * (value - mean)) / (values.Length - 1) / values.Length;
    }
}
