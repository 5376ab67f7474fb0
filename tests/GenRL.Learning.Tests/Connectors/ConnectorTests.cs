using GenRL.Learning.Connectors;
using GenRL.Learning.Networks;
using GenRL.Learning.Optimisation;
using GenRL.Learning.WorldModels;
using static TorchSharp.torch;

namespace GenRL.Learning.Tests.Connectors;

public sealed class ConnectorTests
{
    private static ConnectorOptions Options { get; } = new() { EmbeddingSize = 16 };

    private static Connector New(int seed = 4)
    {
        manual_seed(seed);
        return new Connector(WorldModelOptions.Micro, Options);
    }

    private static Tensor Embeddings(params long[] shape) => nn.functional.normalize(randn(shape), 2, -1);

    [Fact]
    public void The_condition_has_unit_mean_square_and_idle_zeros_behind_it()
    {
        using var connector = New();
        var condition = connector.Condition(Embeddings(3, 16));

        Assert.Equal(new long[] { 3, 24 }, condition.shape);
        Assert.Equal(1, condition.narrow(1, 0, 16).square().mean().item<float>(), 5);
        Assert.Equal(0, condition.narrow(1, 16, 8).abs().sum().item<float>());
    }

    [Fact]
    public void The_value_is_the_whole_divergence_and_the_alignment_together()
    {
        using var connector = New();
        var stoch = OneHotCategorical.Sample(randn(2, 16, 4, 4));
        var posterior = OneHotCategorical.Probabilities(randn(2, 16, 4, 4));
        var windows = Embeddings(2, 2, 16);

        manual_seed(9);
        var loss = connector.Loss(stoch, posterior, windows);

        Assert.Equal(loss.KullbackLeibler.item<float>() + loss.Alignment.item<float>(), loss.Total.item<float>(), 4);
    }

    [Fact]
    public void The_divergence_and_its_gradient_equal_the_hand_computed_values()
    {
        manual_seed(4);
        using var connector = new Connector(WorldModelOptions.Micro with { Variables = 1, Classes = 2 }, Options);
        var bias = connector.get_parameter("sequence.priors.0.output.bias")!;
        using (no_grad())
        {
            // the head says (0, 1) whatever the state is
            connector.get_parameter("sequence.priors.0.output.weight")!.zero_();
            bias.copy_(tensor(new float[] { 0, 1 }));
        }

        var logits = tensor(new float[] { 2, 0 }).expand(1, 8, 1, 2).contiguous().requires_grad_();
        var loss = connector.Loss(OneHotCategorical.Sample(logits), OneHotCategorical.Probabilities(logits), Embeddings(1, 1, 16));
        loss.Total.backward();

        Assert.Equal(0.978183, loss.KullbackLeibler.item<float>(), 5);
        Assert.Equal(-0.459754, bias.grad()!.data<float>()[0], 5);
        Assert.Equal(0.459754, bias.grad()!.data<float>()[1], 5);
        Assert.Null(logits.grad());
    }

    [Fact]
    public void Steps_are_taught_from_the_learned_start_on_by_posterior_latents_and_each_windows_own_embedding()
    {
        using var connector = New();
        using var frozen = no_grad();
        var stoch = OneHotCategorical.Sample(randn(2, 24, 4, 4));
        var posterior = OneHotCategorical.Probabilities(randn(2, 24, 4, 4));
        var windows = Embeddings(2, 3, 16);

        manual_seed(9);
        var loss = connector.Loss(stoch, posterior, windows);

        // the same draw of the first latent, then one step after the other; the state is carried over window borders
        manual_seed(9);
        var (deter, logits) = connector.Start(connector.Condition(windows.select(1, 0)));
        var latent = OneHotCategorical.Sample(logits);
        var expected = 0.0;
        for (var time = 0; time < 24; time++)
        {
            deter = connector.Sequence.Step(latent.flatten(-2), connector.Condition(windows.select(1, time / 8)), deter);
            var foretold = OneHotCategorical.Probabilities(connector.Sequence.PriorLogits(deter));
            expected += OneHotCategorical.Divergence(foretold, posterior.select(1, time)).mean().item<float>() / 24;
            latent = stoch.select(1, time);
        }

        Assert.Equal(expected, loss.KullbackLeibler.item<float>(), 5);
    }

    [Fact]
    public void A_sequence_that_its_windows_do_not_fill_is_refused()
    {
        using var connector = New();
        void Loss(int length, int windows) => connector.Loss(
            OneHotCategorical.Sample(randn(1, length, 4, 4)), OneHotCategorical.Probabilities(randn(1, length, 4, 4)), Embeddings(1, windows, 16));

        Assert.Throws<ArgumentException>(() => Loss(12, 1));
        Assert.Throws<ArgumentException>(() => Loss(16, 1));
    }

    [Fact]
    public void A_handful_of_windows_is_learned_by_heart()
    {
        using var connector = New(7);
        using var optimizer = new ModelOptimizer(connector.parameters(), 3e-3);
        var stoch = OneHotCategorical.Mode(randn(4, 8, 4, 4));
        var posterior = OneHotCategorical.Probabilities(stoch * 8);
        var windows = Embeddings(4, 1, 16);
        var last = double.MaxValue;
        for (var step = 0; step < 600; step++)
        {
            using var scope = NewDisposeScope();
            var loss = connector.Loss(stoch, posterior, windows);
            optimizer.Step(loss.Total);
            last = loss.KullbackLeibler.item<float>();
        }

        Assert.True(last < 0.1, $"{last} nats a step are left");
    }

    [Fact]
    public void A_window_that_was_never_embedded_counts_in_neither_loss()
    {
        using var connector = New();
        var stoch = OneHotCategorical.Sample(randn(2, 16, 4, 4));
        var posterior = OneHotCategorical.Probabilities(randn(2, 16, 4, 4));
        var windows = Embeddings(2, 2, 16);
        windows[TensorIndex.Single(1), TensorIndex.Single(1)] = zeros(16);
        var other = posterior.clone();
        other[TensorIndex.Single(1), TensorIndex.Slice(8, 16)] = OneHotCategorical.Probabilities(randn(8, 4, 4));

        manual_seed(9);
        var loss = connector.Loss(stoch, posterior, windows);
        manual_seed(9);
        var changed = connector.Loss(stoch, other, windows);

        Assert.Equal(loss.Total.item<float>(), changed.Total.item<float>(), 5);

        // a vector that is no embedding but not quite zero would be seen by the aligner if it counted there
        var faint = windows.clone();
        faint[TensorIndex.Single(1), TensorIndex.Single(1)] = Embeddings(16) * 0.3;
        manual_seed(9);
        Assert.Equal(loss.Alignment.item<float>(), connector.Loss(stoch, posterior, faint).Alignment.item<float>(), 6);
    }

    [Fact]
    public void A_posterior_latent_teaches_the_steps_after_it_across_window_borders()
    {
        using var connector = New();
        using var frozen = no_grad();
        var stoch = OneHotCategorical.Mode(randn(1, 16, 4, 4));
        var changed = stoch.clone();
        changed[TensorIndex.Single(0), TensorIndex.Single(5)] = stoch[0, 5].roll(new long[] { 1 }, new long[] { -1 });
        var windows = Embeddings(1, 2, 16);
        Tensor PerStep(Tensor latents, int step)
        {
            manual_seed(1);
            var posterior = OneHotCategorical.Probabilities(zeros(1, 16, 4, 4));
            posterior[TensorIndex.Single(0), TensorIndex.Single(step)] = OneHotCategorical.Probabilities(ones(4, 1) * tensor(new float[] { 3, 0, 0, 0 }));
            return connector.Loss(latents, posterior, windows).KullbackLeibler;
        }

        Assert.Equal(PerStep(stoch, 5).item<float>() - PerStep(stoch, 4).item<float>(), PerStep(changed, 5).item<float>() - PerStep(changed, 4).item<float>(), 4);
        Assert.NotEqual(PerStep(stoch, 9).item<float>(), PerStep(changed, 9).item<float>(), 5);
    }

    [Fact]
    public void With_a_deterministic_start_two_generations_agree_bit_for_bit()
    {
        using var connector = New();
        using var frozen = no_grad();
        var embeddings = Embeddings(2, 1, 16).expand(2, 18, 16).contiguous();

        var first = connector.Generate(embeddings, sample: false, denoise: true, deterministicStart: true);
        var second = connector.Generate(embeddings, sample: false, denoise: true, deterministicStart: true);

        Assert.Equal(new long[] { 2, 18, 4, 4 }, first.Stoch.shape);
        Assert.Equal(0, (first.Deter - second.Deter).abs().max().item<float>());
    }

    [Fact]
    public void Modes_begin_from_a_drawn_latent_unless_a_deterministic_start_is_asked_for()
    {
        using var connector = New();
        using var frozen = no_grad();
        var embeddings = Embeddings(1, 1, 16).expand(64, 3, 16).contiguous();
        float Spread(bool deterministic)
        {
            var generated = connector.Generate(embeddings, sample: false, denoise: false, deterministic);
            Assert.Equal(0, (generated.Stoch - OneHotCategorical.Mode(generated.Logit)).abs().sum().item<float>());
            return (generated.Deter.select(1, 0) - generated.Deter[0, 0]).abs().max().item<float>();
        }

        Assert.True(Spread(deterministic: false) > 1e-3);
        Assert.True(Spread(deterministic: true) < 1e-6);
    }

    [Fact]
    public void An_embedding_is_fed_at_its_own_step_and_felt_from_there_on()
    {
        using var connector = New();
        using var frozen = no_grad();
        var embeddings = Embeddings(1, 1, 16).expand(1, 10, 16).contiguous();
        var changed = embeddings.clone();
        changed[TensorIndex.Single(0), TensorIndex.Single(6)] = Embeddings(16);
        Tensor States(Tensor fed) => connector.Generate(fed, sample: false, denoise: false, deterministicStart: true).Deter;

        var difference = (States(embeddings) - States(changed)).abs().sum(-1).flatten().data<float>().ToArray();

        Assert.All(difference[..6], value => Assert.Equal(0, value));
        Assert.All(difference[6..], value => Assert.True(value > 0));
    }

    [Fact]
    public void The_first_generated_state_is_one_step_after_the_learned_start()
    {
        using var connector = New();
        using var frozen = no_grad();
        var embeddings = Embeddings(1, 1, 16);
        var condition = connector.Condition(embeddings[0]);
        var (deter, logits) = connector.Start(condition);
        var expected = connector.Sequence.Step(OneHotCategorical.Mode(logits).flatten(-2), condition, deter);

        var generated = connector.Generate(embeddings, sample: false, denoise: false, deterministicStart: true);

        Assert.True((generated.Deter[0, 0] - expected[0]).abs().max().item<float>() < 1e-6);
    }

    [Fact]
    public void Noise_of_half_and_half_leaves_a_cosine_of_one_over_root_two()
    {
        manual_seed(6);
        using var aligner = new Aligner(new ConnectorOptions { EmbeddingSize = 512 });
        using var frozen = no_grad();
        var embeddings = Embeddings(1000, 512);

        var noised = aligner.AddNoise(embeddings);

        Assert.InRange((noised * embeddings).sum(-1).mean().item<float>(), 0.705, 0.709);
        Assert.InRange((noised * embeddings).sum(-1).std().item<float>(), 0.013, 0.019);
        Assert.Equal(1, noised.norm(-1).mean().item<float>(), 5);
    }

    [Fact]
    public void The_aligner_learns_a_handful_of_embeddings()
    {
        manual_seed(6);
        using var aligner = new Aligner(new ConnectorOptions { EmbeddingSize = 128 });
        using var optimizer = new ModelOptimizer(aligner.parameters(), 1e-3);
        var embeddings = Embeddings(8, 128).repeat(8, 1);
        var weight = ones(64);
        for (var step = 0; step < 400; step++)
        {
            using var scope = NewDisposeScope();
            optimizer.Step(aligner.Loss(embeddings, weight));
        }

        using var frozen = no_grad();
        Assert.True(aligner.Loss(embeddings, weight).item<float>() < 0.02);
    }

    [Fact]
    public void The_loss_reaches_the_connector_and_nothing_before_it()
    {
        using var connector = New();
        using var model = new WorldModel(WorldModelOptions.Micro);
        var logits = model.PosteriorLogits(rand(8, 3, 64, 64) - 0.5).unflatten(0, 1, 8);

        connector.Loss(OneHotCategorical.Sample(logits), OneHotCategorical.Probabilities(logits), Embeddings(1, 1, 16)).Total.backward();

        Assert.All(model.parameters(), parameter => Assert.Null(parameter.grad()));
        Assert.All(connector.Sequence.parameters(), parameter => Assert.NotNull(parameter.grad()));
    }

    [Fact]
    public void A_fresh_start_is_judged_at_every_window_but_the_first_by_one_step_from_the_learned_state()
    {
        using var connector = New();
        using var frozen = no_grad();
        var posterior = OneHotCategorical.Probabilities(randn(2, 24, 4, 4));
        var windows = Embeddings(2, 3, 16);
        windows[1, 2].zero_();

        manual_seed(9);
        var divergence = connector.FreshStartDivergence(posterior, windows).item<float>();

        // rows in the order of the draws: window 1 and 2 of the first sequence, then of the second, whose last was never embedded
        manual_seed(9);
        var condition = connector.Condition(windows.narrow(1, 1, 2)).flatten(0, 1);
        var (deter, logits) = connector.Start(condition);
        var next = connector.Sequence.PriorLogits(connector.Sequence.Step(OneHotCategorical.Sample(logits).flatten(-2), condition, deter));
        var first = stack(new[] { posterior[0, 8], posterior[0, 16], posterior[1, 8] });
        var expected = OneHotCategorical.Divergence(OneHotCategorical.Probabilities(next.narrow(0, 0, 3)), first).mean();
        Assert.Equal(expected.item<float>(), divergence, 4);
    }

    [Fact]
    public void A_single_window_has_no_fresh_start_to_judge()
    {
        using var connector = New();
        Assert.Equal(0, connector.FreshStartDivergence(OneHotCategorical.Probabilities(randn(2, 8, 4, 4)), Embeddings(2, 1, 16)).item<float>());
    }

    [Fact]
    public void Hidden_latents_teach_nothing()
    {
        double Loss(double dropout, int latentSeed)
        {
            manual_seed(4);
            using var connector = new Connector(WorldModelOptions.Micro, Options with { TokenDropout = dropout });
            var posterior = OneHotCategorical.Probabilities(randn(2, 16, 4, 4));
            var windows = Embeddings(2, 2, 16);
            manual_seed(latentSeed);
            var stoch = OneHotCategorical.Sample(randn(2, 16, 4, 4));
            manual_seed(9);
            return connector.Loss(stoch, posterior, windows).KullbackLeibler.item<float>();
        }

        Assert.NotEqual(Loss(0, 1), Loss(0, 2));
        Assert.Equal(Loss(1, 1), Loss(1, 2));
        Assert.NotEqual(Loss(0, 1), Loss(0.5, 1));
    }

    [Fact]
    public void Noise_on_the_embeddings_changes_what_the_connector_is_told_and_not_what_the_aligner_learns()
    {
        (double Kl, double Alignment) Loss(double noise)
        {
            manual_seed(4);
            using var connector = new Connector(WorldModelOptions.Micro, Options with { EmbeddingNoise = noise });
            var (stoch, posterior) = (OneHotCategorical.Sample(randn(2, 16, 4, 4)), OneHotCategorical.Probabilities(randn(2, 16, 4, 4)));
            var windows = Embeddings(2, 2, 16);
            using var frozen = no_grad();
            var losses = Enumerable.Range(0, 50).Select(_ => connector.Loss(stoch, posterior, windows)).ToList();
            return (losses.Average(loss => loss.KullbackLeibler.item<float>()), losses.Average(loss => loss.Alignment.item<float>()));
        }

        var (plain, noisy) = (Loss(0), Loss(3));
        Assert.True(Math.Abs(plain.Kl - noisy.Kl) > 1e-3, $"{plain.Kl} and {noisy.Kl}");
        Assert.Equal(plain.Alignment, noisy.Alignment, 0.1);
    }

    [Theory]
    [InlineData(0.0, 0.707)]
    [InlineData(0.0625, 0.447)]
    public void Normal_noise_takes_the_aligners_input_further_away(double deviation, double cosine)
    {
        // half e, half a unit vector n, and normal noise of norm deviation * sqrt(D): cosine 0.5 / sqrt(0.5 + deviation^2 D)
        manual_seed(6);
        using var aligner = new Aligner(new ConnectorOptions { EmbeddingSize = 192, GaussianNoise = deviation });
        var embeddings = Embeddings(1000, 192);
        Assert.Equal(cosine, (aligner.AddNoise(embeddings) * embeddings).sum(-1).mean().item<float>(), 0.005);
    }

    [Fact]
    public void The_papers_alignment_loss_is_the_squared_distance_and_twice_the_codes()
    {
        double Loss(AlignerLoss kind)
        {
            manual_seed(6);
            using var aligner = new Aligner(Options with { AlignerLoss = kind });
            var embeddings = Embeddings(5, 16);
            manual_seed(7);
            return aligner.Loss(embeddings, ones(5)).item<float>();
        }

        manual_seed(6);
        using var same = new Aligner(Options);
        var clean = Embeddings(5, 16);
        manual_seed(7);
        var squared = (same.Align(same.AddNoise(clean)) - clean).square().sum(-1).mean().item<float>();
        Assert.Equal(squared, Loss(AlignerLoss.Squared), 5);
        Assert.Equal(squared / 2, Loss(AlignerLoss.Cosine), 5);
    }

    [Fact]
    public void Generation_can_go_on_from_the_current_frame()
    {
        using var connector = New();
        using var frozen = no_grad();
        var embeddings = Embeddings(3, 1, 16).expand(3, 2, 16).contiguous();
        var current = OneHotCategorical.Mode(randn(3, 4, 4));

        var states = connector.Generate(embeddings, sample: false, denoise: false, deterministicStart: false, current, resetEachWindow: false);

        var condition = connector.Condition(embeddings.select(1, 0));
        var (deter, _) = connector.Start(condition);
        var expected = connector.Sequence.Step(current.flatten(-2), condition, deter);
        Assert.Equal(0, (states.Deter.select(1, 0) - expected).abs().max().item<float>(), 5);
    }

    [Fact]
    public void A_reset_after_each_window_forgets_the_recurrent_state_and_keeps_the_latent()
    {
        using var connector = New();
        using var frozen = no_grad();
        var embeddings = Embeddings(3, 1, 16).expand(3, 17, 16).contiguous();

        var whole = connector.Generate(embeddings, sample: false, denoise: false, deterministicStart: true);
        var reset = connector.Generate(embeddings, sample: false, denoise: false, deterministicStart: true, firstLatent: null, resetEachWindow: true);

        Assert.Equal(0, (whole.Deter.narrow(1, 0, 8) - reset.Deter.narrow(1, 0, 8)).abs().max().item<float>());
        var condition = connector.Condition(embeddings.select(1, 0));
        foreach (var border in new[] { 8, 16 })
        {
            var expected = connector.Sequence.Step(reset.Stoch.select(1, border - 1).flatten(-2), condition, zeros(3, WorldModelOptions.Micro.Deter));
            Assert.Equal(0, (reset.Deter.select(1, border) - expected).abs().max().item<float>(), 5);
        }
    }
}
