using GenRL.Learning.Connectors;
using GenRL.Learning.Networks;
using GenRL.Learning.WorldModels;
using static TorchSharp.torch;

namespace GenRL.Learning.Tests.WorldModels;

public sealed class WorldModelTests
{
    private static WorldModelOptions Micro { get; } = WorldModelOptions.Micro with { ActionSize = 2 };

    private static long Count(nn.Module module) => module.parameters().Sum(parameter => parameter.numel());

    [Fact]
    public void At_paper_size_the_modules_have_the_papers_number_of_parameters()
    {
        var sizes = WorldModelOptions.Paper with { ActionSize = 10, RewardTasks = 0 };
        using var model = new WorldModel(sizes);
        using var connector = new Connector(sizes, new ConnectorOptions { EmbeddingSize = 512 });

        Assert.Equal(1_552_752, Count(model.Encoder));
        Assert.Equal(9_580_083, Count(model.Decoder));
        Assert.Equal(12_086_272, Count(model.Sequence) + Count(model.PosteriorHead));
        Assert.Equal(1_972_736, Count(connector.Aligner));
        Assert.Equal(12_619_776, Count(connector) - Count(connector.Aligner));
    }

    [Fact]
    public void Images_are_encoded_to_32_m_numbers_and_decoded_to_their_own_size()
    {
        using var model = new WorldModel(Micro);
        using var frozen = no_grad();
        var images = rand(3, 3, 64, 64) - 0.5;

        Assert.Equal(new long[] { 3, 32 * 4 }, model.Encoder.call(images).shape);
        Assert.Equal(new long[] { 3, 4, 4 }, model.PosteriorLogits(images).shape);
        Assert.Equal(images.shape, model.Decode(OneHotCategorical.Mode(model.PosteriorLogits(images))).shape);
    }

    [Fact]
    public void An_action_moves_the_state_of_its_own_index_and_those_after_it_only()
    {
        manual_seed(2);
        using var model = new WorldModel(Micro);
        using var frozen = no_grad();
        var stoch = OneHotCategorical.Sample(randn(1, 6, 4, 4));
        var actions = randn(1, 6, 2);
        var changed = actions.clone();
        changed[TensorIndex.Single(0), TensorIndex.Single(3)] = ones(2) * 3;

        var difference = (model.Filter(stoch, actions, zeros(1, 6)) - model.Filter(stoch, changed, zeros(1, 6))).abs().sum(-1).flatten().data<float>().ToArray();

        Assert.All(difference[..3], value => Assert.Equal(0, value));
        Assert.All(difference[3..], value => Assert.True(value > 0));
    }

    [Fact]
    public void A_reset_forgets_state_latent_and_action_in_its_own_row_only()
    {
        manual_seed(2);
        using var model = new WorldModel(Micro);
        using var frozen = no_grad();
        var stoch = OneHotCategorical.Sample(randn(2, 8, 4, 4));
        var actions = randn(2, 8, 2);
        var isFirst = zeros(2, 8);
        isFirst[TensorIndex.Single(0), TensorIndex.Single(5)] = ones(1).sum();

        var plain = model.Filter(stoch, actions, zeros(2, 8));
        var reset = model.Filter(stoch, actions, isFirst);
        var freshActions = actions.narrow(1, 5, 3).clone();
        freshActions[TensorIndex.Colon, TensorIndex.Single(0)] = zeros(2, 2);
        var fresh = model.Filter(stoch.narrow(1, 5, 3), freshActions, zeros(2, 3));

        Assert.True((reset[0].narrow(0, 5, 3) - fresh[0]).abs().max().item<float>() < 1e-6);
        Assert.True((reset[1] - plain[1]).abs().max().item<float>() < 1e-6);
        Assert.True((reset[0].narrow(0, 0, 5) - plain[0].narrow(0, 0, 5)).abs().max().item<float>() < 1e-6);
    }

    [Fact]
    public void The_initial_state_is_all_zeros()
    {
        using var model = new WorldModel(Micro);

        var (stoch, deter, logit) = model.Initial(3);

        Assert.All(new[] { stoch, deter, logit }, field => Assert.Equal(0, field.abs().sum().item<float>()));
        Assert.Equal((16, 32), (stoch[0].numel(), deter[0].numel()));
    }

    [Fact]
    public void The_reward_map_is_the_decoders_first_affine_map_with_its_bias()
    {
        manual_seed(2);
        using var model = new WorldModel(Micro);
        using var frozen = no_grad();
        var latents = OneHotCategorical.Sample(randn(5, 4, 4));
        var weight = model.get_parameter("decoder.featureMap.weight")!;
        var affine = nn.functional.linear(latents.flatten(1), weight, model.get_parameter("decoder.featureMap.bias"));

        Assert.True((model.RewardFeature(latents) - affine).abs().max().item<float>() < 1e-5);
        weight.zero_();
        var images = model.Decode(latents);
        Assert.True((images - images[0]).abs().max().item<float>() < 1e-6);
    }

    [Fact]
    public void The_reward_loss_reaches_neither_encoder_nor_dynamics()
    {
        manual_seed(2);
        using var model = new WorldModel(Micro);
        var posterior = OneHotCategorical.Probabilities(model.PosteriorLogits(rand(4, 3, 64, 64) - 0.5)).unflatten(0, 1, 4);
        var batch = new SequenceBatch(randn(1, 4, 2), zeros(1, 4), ones(1, 4, 9));

        DynamicsLoss.Of(model, OneHotCategorical.SampleFrom(posterior), posterior, batch).Reward.backward();

        Assert.All(model.Encoder.parameters().Concat(model.Sequence.parameters()), parameter => Assert.Null(parameter.grad()));
    }

    [Fact]
    public void Heads_that_agree_show_no_disagreement_and_others_do()
    {
        manual_seed(2);
        using var single = new WorldModel(Micro);
        using var ensemble = new WorldModel(Micro with { Ensemble = 3 });
        using var frozen = no_grad();
        var deter = randn(5, 32);

        Assert.Equal(0, single.PriorDisagreement(deter).sum().item<float>());
        Assert.True(ensemble.PriorDisagreement(deter).min().item<float>() > 0);
    }

    [Fact]
    public void Weights_begin_uniform_within_one_over_the_root_of_their_inputs_and_norms_as_the_identity()
    {
        manual_seed(2);
        using var model = new WorldModel(WorldModelOptions.Micro with { Multiplier = 8, Units = 64, Deter = 64 });
        using var connector = new Connector(model.Options, new ConnectorOptions { EmbeddingSize = 32 });
        foreach (var (name, parameter) in model.named_parameters().Concat(connector.named_parameters()))
        {
            var (largest, smallest) = (parameter.max().item<float>(), parameter.min().item<float>());
            if (name.StartsWith("rewardHead.output", StringComparison.Ordinal))
            {
                Assert.Equal((0, 0), (largest, smallest));
            }
            else if (name.Contains("norm", StringComparison.Ordinal))
            {
                var constant = name.EndsWith("weight", StringComparison.Ordinal) ? 1 : 0;
                Assert.Equal((constant, constant), (largest, smallest));
            }
            else if (parameter.ndim > 1)
            {
                // the first dimension counts outputs; in transposed convolutions it counts inputs, and the library's default goes by the outputs
                var scale = name.StartsWith("decoder.deconvolution3", StringComparison.Ordinal) ? 0.1 : 1;
                var bound = scale / Math.Sqrt((double)parameter.numel() / parameter.shape[0]);
                Assert.InRange(largest, 0.9 * bound, 1.0001 * bound);
                Assert.InRange(smallest, -1.0001 * bound, -0.9 * bound);
            }
        }
    }
}
