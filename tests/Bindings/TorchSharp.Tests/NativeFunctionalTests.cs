using System.Runtime.InteropServices;
using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace TorchSharp.Tests;

/// <summary>Every fused operation against the operations it stands for: values and all gradients.</summary>
public sealed class NativeFunctionalTests
{
    private static void Compare(Func<Tensor[], Tensor> fused, Func<Tensor[], Tensor> plain, params Tensor[] inputs)
    {
        Tensor[] one = Array.ConvertAll(inputs, input => input.detach().clone().requires_grad_());
        Tensor[] other = Array.ConvertAll(inputs, input => input.detach().clone().requires_grad_());
        Tensor first = fused(one);
        Tensor second = plain(other);
        Assert.Equal(second.shape, first.shape);
        Assert.True(first.allclose(second, rtol: 1e-5, atol: 2e-6), $"values differ by {(first - second).abs().max().ToSingle()}");
        Tensor weights = randn(second.shape);
        IList<Tensor> gradients = autograd.grad([(first * weights).sum()], one);
        IList<Tensor> expected = autograd.grad([(second * weights).sum()], other);
        for (int i = 0; i < inputs.Length; i++)
        {
            float scale = Math.Max(1, expected[i].abs().max().ToSingle());
            Assert.True(gradients[i].allclose(expected[i], rtol: 1e-4, atol: 1e-5 * scale), $"gradient {i} differs by {(gradients[i] - expected[i]).abs().max().ToSingle()}");
        }
    }

    [Theory]
    [InlineData(8)]
    [InlineData(37)]
    [InlineData(256)]
    public void Layer_norm_with_silu_is_both_in_turn(long size)
    {
        using DisposeScope scope = NewDisposeScope();
        manual_seed(1);
        Compare(
            x => NativeFunctional.layer_norm_silu(x[0], x[1], x[2], 1e-3),
            x => F.layer_norm(x[0], [size], x[1], x[2], 1e-3).silu(),
            randn(3, 50, size) * 3, randn(size), randn(size));
    }

    [Theory]
    [InlineData(3)]
    [InlineData(8)]
    [InlineData(16)]
    [InlineData(32)]
    [InlineData(64)]
    public void Channel_layer_norm_with_silu_works_in_either_memory_order(long channels)
    {
        using DisposeScope scope = NewDisposeScope();
        manual_seed(2);
        foreach (bool channelsLast in new[] { true, false })
        {
            Compare(
                x => NativeFunctional.channel_layer_norm_silu(channelsLast ? x[0].contiguous(memory_format.channels_last) : x[0], x[1], x[2]),
                x => F.layer_norm(x[0].permute(0, 2, 3, 1), [channels], x[1], x[2]).silu().permute(0, 3, 1, 2),
                randn([4, channels, 5, 7]), randn(channels), randn(channels));
        }
    }

    [Fact]
    public void Channel_layer_norm_reads_a_cropped_image_without_copying()
    {
        using DisposeScope scope = NewDisposeScope();
        Compare(
            x => NativeFunctional.channel_layer_norm_silu(x[0].contiguous(memory_format.channels_last).narrow(2, 0, 4).narrow(3, 1, 5), x[1], x[2]),
            x => F.layer_norm(x[0].narrow(2, 0, 4).narrow(3, 1, 5).permute(0, 2, 3, 1), [8], x[1], x[2]).silu().permute(0, 3, 1, 2),
            randn([2, 8, 6, 6]), randn(8), randn(8));
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void The_recurrence_is_its_steps_in_turn(bool masked)
    {
        using DisposeScope scope = NewDisposeScope();
        manual_seed(3);
        Tensor? keep = masked ? rand(5, 4, 1).gt(0.3).to(float32) : null;
        Compare(
            x => NativeFunctional.layer_norm_gru(x[0], x[1], x[2].narrow(1, 2, 6), x[3], x[4], keep),
            x =>
            {
                Tensor state = x[1];
                var states = new List<Tensor>();
                for (int t = 0; t < 5; t++)
                {
                    Tensor previous = keep is null ? state : state * keep[t];
                    Tensor[] gates = F.layer_norm(x[0][t] + F.linear(previous, x[2].narrow(1, 2, 6)), [18], x[3], x[4]).chunk(3, -1);
                    Tensor candidate = (gates[0].sigmoid() * gates[1]).tanh();
                    state = previous + (gates[2] - 1).sigmoid() * (candidate - previous);
                    states.Add(state);
                }
                return stack(states);
            },
            randn(5, 4, 18) * 2, randn(4, 6), randn(18, 8), randn(18), randn(18));
    }

    [Theory]
    [InlineData(16)]
    [InlineData(5)]
    public void The_mixed_softmax_is_a_softmax_with_a_floor(long classes)
    {
        using DisposeScope scope = NewDisposeScope();
        Compare(
            x => NativeFunctional.mixed_softmax(x[0], 0.01),
            x => x[0].softmax(-1) * 0.99 + 0.01 / classes,
            randn(6, 3, classes) * 20);
    }

    [Fact]
    public void Samples_are_one_hot_with_the_right_frequencies_and_pass_gradients_through()
    {
        using DisposeScope scope = NewDisposeScope();
        manual_seed(4);
        Tensor probabilities = tensor(new float[] { 0.1f, 0.2f, 0.7f }).expand(100_000, 3).clone().requires_grad_();
        Tensor sample = NativeFunctional.one_hot_sample(probabilities, rand(100_000));
        Assert.True(sample.sum(-1).eq(1).all().ToBoolean());
        float[] frequencies = sample.mean([0L]).data<float>().ToArray();
        Assert.Equal(0.1f, frequencies[0], 0.005f);
        Assert.Equal(0.2f, frequencies[1], 0.005f);
        Tensor weights = randn(100_000, 3);
        Assert.True(autograd.grad([(sample * weights).sum()], [probabilities])[0].Equals(weights));
        Assert.Equal([0, 0, 1], NativeFunctional.one_hot_sample(tensor(new float[,] { { 0.5f, 0.3f, 0.1f } }), tensor(new float[] { 0.99f })).data<float>().ToArray());
    }

    [Theory]
    [InlineData(12)]
    [InlineData(20)]
    public void The_sparse_linear_map_is_the_linear_map(long columns)
    {
        using DisposeScope scope = NewDisposeScope();
        manual_seed(5);
        Tensor zeros = F.one_hot(randint(0, 20, [3, 7]), 20).to(float32);
        Compare(
            x => NativeFunctional.sparse_linear(x[0], x[1], x[2], columns),
            x => F.linear(x[0], x[1], x[2]),
            zeros, randn(9, 20), randn(9));
        Compare(
            x => NativeFunctional.sparse_linear(x[0], x[1], null, columns),
            x => F.linear(x[0], x[1]),
            randn(4, 20), randn(9, 20));
    }

    [Fact]
    public void The_sparse_linear_map_notices_every_change_of_its_weights()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor input = F.one_hot(tensor(new long[] { 3, 0 }), 16).to(float32);
        var weight = new TorchSharp.Modules.Parameter(randn(4, 16));
        void Check() => Assert.True(NativeFunctional.sparse_linear(input, weight, null, 16).allclose(F.linear(input, weight)));

        Check();
        Check();
        using (no_grad())
        {
            weight.mul_(2);
            Check();
            weight.bytes = randn(4, 16).bytes;
            Check();
            weight.data<float>().CopyFrom(new float[64]);
            Check();
            weight.copy_(randn(4, 16));
        }
        using var optimizer = optim.Adam([weight], lr: 0.5);
        NativeFunctional.sparse_linear(input, weight, null, 16).sum().backward();
        optimizer.step();
        Check();
        weight.Dispose();
        weight = new TorchSharp.Modules.Parameter(randn(4, 16));
        Check();
    }

    [Fact]
    public void Double_precision_takes_the_plain_operations()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor x = randn(4, 6, float64);
        Tensor one = ones(6, float64);
        Assert.True(NativeFunctional.layer_norm_silu(x, one, one).allclose(F.layer_norm(x, [6], one, one).silu()));
        Assert.True(NativeFunctional.mixed_softmax(x, 0.5).allclose(x.softmax(-1) * 0.5 + 0.5 / 6));
        Assert.True(NativeFunctional.sparse_linear(x, x, null, 6).allclose(F.linear(x, x)));
        Assert.True(NativeFunctional.one_hot_sample(x.softmax(-1), rand(4, float64)).sum(-1).allclose(ones(4, float64)));
    }

    [Fact]
    public void Shapes_that_do_not_fit_are_refused()
    {
        using DisposeScope scope = NewDisposeScope();
        Assert.Throws<ExternalException>(() => NativeFunctional.layer_norm_gru(ones(2, 3, 9), ones(3, 4), ones(9, 3), ones(9), ones(9)));
        Assert.Throws<ExternalException>(() => NativeFunctional.sparse_linear(ones(2, 3), ones(4, 5), null, 2));
        Assert.Throws<ExternalException>(() => NativeFunctional.sparse_linear(ones(2, 5), ones(4, 5), null, 6));
        Assert.Throws<ExternalException>(() => NativeFunctional.one_hot_sample(ones(2, 5), ones(3)));
    }
}
