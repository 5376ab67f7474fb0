using System.Runtime.InteropServices;
using static TorchSharp.torch;

namespace TorchSharp.Tests;

public sealed class TensorTests
{
    [Fact]
    public void Arithmetic_with_tensors_and_numbers_follows_the_usual_rules()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor a = tensor(new float[] { 1, 2, 4 });
        Tensor b = tensor(new float[] { 4, 5, 8 });

        Assert.Equal([5, 7, 12], (a + b).data<float>().ToArray());
        Assert.Equal([-3, -3, -4], (a - b).data<float>().ToArray());
        Assert.Equal([0, -1, -3], (1 - a).data<float>().ToArray());
        Assert.Equal([2, 4, 8], (a * 2).data<float>().ToArray());
        Assert.Equal([4, 2.5f, 2], (b / a).data<float>().ToArray());
        Assert.Equal([2, 1, 0.5f], (2.0 / a).data<float>().ToArray());
        Assert.Equal([-1, -2, -4], (-a).data<float>().ToArray());
        Assert.Equal([true, false, false], (a < 1.5).data<bool>().ToArray());
    }

    [Fact]
    public void In_place_operations_change_the_tensor_itself()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor a = tensor(new float[] { 1, 2, 4 });
        a.mul_(2);
        a.add_(tensor(new float[] { 1, 1, 1 }), 3);
        a.clamp_(6, 10);
        Assert.Equal([6, 7, 10], a.data<float>().ToArray());
        a.lerp_(zeros(3), 0.5);
        Assert.Equal([3, 3.5f, 5], a.data<float>().ToArray());
        a.copy_(ones(3));
        a.sub_(0.5);
        a.div_(2);
        Assert.Equal([0.25f, 0.25f, 0.25f], a.data<float>().ToArray());
        a.fill_(7);
        Assert.Equal([7, 7, 7], a.data<float>().ToArray());
        a.zero_();
        Assert.Equal([0, 0, 0], a.data<float>().ToArray());
    }

    [Theory]
    [InlineData("exp", 1.6487212707)]
    [InlineData("log1p", 0.4054651081)]
    [InlineData("sqrt", 0.7071067812)]
    [InlineData("rsqrt", 1.4142135624)]
    [InlineData("tanh", 0.4621171573)]
    [InlineData("sigmoid", 0.6224593312)]
    [InlineData("silu", 0.3112296656)]
    [InlineData("softplus", 0.9740769842)]
    [InlineData("erf", 0.5204998778)]
    [InlineData("square", 0.25)]
    [InlineData("sin", 0.4794255386)]
    [InlineData("gelu", 0.3457312306)]
    public void Functions_have_their_mathematical_values_at_one_half(string name, double expected)
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor x = tensor(0.5);
        Tensor y = name switch
        {
            "exp" => x.exp(),
            "log1p" => x.log1p(),
            "sqrt" => x.sqrt(),
            "rsqrt" => x.rsqrt(),
            "tanh" => x.tanh(),
            "sigmoid" => x.sigmoid(),
            "silu" => x.silu(),
            "softplus" => x.softplus(),
            "erf" => x.erf(),
            "square" => x.square(),
            "sin" => x.sin(),
            _ => x.gelu(),
        };
        Assert.Equal(expected, y.ToDouble(), 9);
    }

    [Fact]
    public void Reductions_work_over_all_or_some_dimensions()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor a = arange(6, float32).reshape(2, 3);
        Assert.Equal(15, a.sum().ToSingle());
        Assert.Equal([3, 12], a.sum(1).data<float>().ToArray());
        Assert.Equal([3, 5, 7], a.sum([0L]).data<float>().ToArray());
        Assert.Equal([1, 4], a.mean([1L]).data<float>().ToArray());
        Assert.Equal([2, 1], a.mean([1L], keepdim: true).shape);
        Assert.Equal(3.5, a.@double().var().ToDouble(), 12);
        Assert.Equal(35.0 / 12, a.@double().var(unbiased: false).ToDouble(), 12);
        Assert.Equal([2, 5], a.max(1).values.data<float>().ToArray());
        Assert.Equal([2L, 2L], a.max(1).indexes.data<long>().ToArray());
        Assert.Equal(5, a.argmax().ToInt64());
        Assert.Equal(MathF.Sqrt(55), a.norm().ToSingle(), 5);
        Assert.Equal(Math.Log(Math.Exp(0) + Math.Exp(1) + Math.Exp(2)), a[0].logsumexp(0).ToSingle(), 5);
        Assert.Equal([0, 1, 3], a[0].cumsum(0).data<float>().ToArray());
        Assert.Equal([5, 4], a.flatten().topk(2).values.data<float>().ToArray());
        Assert.Equal(2.5f, a.flatten().quantile(tensor(0.5f)).ToSingle());
        Assert.True(a.ge(0).all().ToBoolean());
        Assert.False(a.gt(9).any().ToBoolean());
        Assert.Equal([2, 1, 0], a[0].sort(descending: true).Values.data<float>().ToArray());
    }

    [Fact]
    public void Shapes_can_be_changed_without_moving_the_elements()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor a = arange(24, float32).reshape(2, 3, 4);
        Assert.Equal([4, 2, 3], a.permute(2, 0, 1).shape);
        Assert.Equal([2, 4, 3], a.transpose(1, 2).shape);
        Assert.Equal([2, 12], a.flatten(1).shape);
        Assert.Equal([2, 1, 3, 4], a.unsqueeze(1).shape);
        Assert.Equal([2, 3, 4], a.unsqueeze(1).squeeze(1).shape);
        Assert.Equal([5, 2, 3, 4], a.expand(5, 2, 3, 4).shape);
        Assert.Equal([2, 3, 8], a.repeat(1, 1, 2).shape);
        Assert.Equal([6, 4], a.view(-1, 4).shape);
        Assert.Equal([2, 3, 2, 2], a.unflatten(2, 2, -1).shape);
        Assert.Equal([3, 2, 1, 0], a[0, 0].flip(0).data<float>().ToArray());
        Assert.Equal([1, 1, 4, 4], nn.functional.pixel_shuffle(arange(16, float32).reshape(1, 4, 2, 2), 2).shape);
        Assert.Equal([0, 0, 1, 1], arange(2, int64).repeat_interleave(2).data<long>().ToArray().Select(v => (float)v));
    }

    [Fact]
    public void Elements_are_read_in_logical_order_also_from_strided_tensors()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor a = arange(6, float32).reshape(2, 3).t();
        Assert.Equal([0, 3, 1, 4, 2, 5], a.data<float>().ToArray());
        Assert.Equal(4, a.data<float>()[1, 1]);
        a.data<float>().CopyFrom([9, 8, 7, 6, 5, 4]);
        Assert.Equal([9, 8, 7, 6, 5, 4], a.data<float>().ToArray());
    }

    [Fact]
    public void Indexing_follows_python()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor a = arange(12, float32).reshape(3, 4);
        Assert.Equal([4, 5, 6, 7], a[1].data<float>().ToArray());
        Assert.Equal(11, a[-1, -1].ToSingle());
        Assert.Equal([1, 5, 9], a[TensorIndex.Ellipsis, 1].data<float>().ToArray());
        Assert.Equal([1, 2, 5, 6], a[TensorIndex.Slice(0, 2), TensorIndex.Slice(1, 3)].data<float>().ToArray());
        Assert.Equal([0, 2], a[0, TensorIndex.Slice(step: 2)].data<float>().ToArray());
        Assert.Equal([1, 3, 4], a[TensorIndex.None, TensorIndex.Colon].shape);
        Assert.Equal([8, 9, 10, 11, 0, 1, 2, 3], a[tensor(new long[] { 2, 0 })].data<float>().ToArray());
        a[0, TensorIndex.Slice(1, 3)] = zeros(2);
        Assert.Equal([0, 0, 0, 3], a[0].data<float>().ToArray());
        a[1] = ones(4);
        Assert.Equal([1, 1, 1, 1], a[1].data<float>().ToArray());
        Assert.Equal([9, 10], a[2].narrow(0, 1, 2).data<float>().ToArray());
        Assert.Equal([3, 1, 11], a.select(1, 3).data<float>().ToArray());
        Assert.Equal([0, 8], a.gather(1, zeros(3, 1, int64)).index_select(0, tensor(new long[] { 0, 2 })).data<float>().ToArray());
    }

    [Fact]
    public void Lists_of_tensors_are_joined_and_taken_apart()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor a = arange(4, float32);
        Assert.Equal([2, 4], stack([a, a]).shape);
        Assert.Equal([8], cat([a, a]).shape);
        Assert.Equal([[0, 1], [2, 3]], a.chunk(2).Select(t => t.data<float>().ToArray()));
        Assert.Equal([1, 3], a.split([1, 3]).Select(t => t.numel()));
        Assert.Equal([3, 1], a.split(3).Select(t => t.numel()));
        Assert.Equal([0, 1, 2, 3], a.unbind().Select(t => t.ToSingle()));
    }

    [Fact]
    public void Matrix_products_agree_with_einsum()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor a = randn(2, 3, 4);
        Tensor b = randn(2, 4, 5);
        Assert.True(a.matmul(b).allclose(einsum("bij,bjk->bik", a, b), atol: 1e-5));
        Assert.True(a.bmm(b).allclose(a.matmul(b), atol: 1e-6));
        Assert.Equal(11, tensor(new float[,] { { 1, 2 } }).mm(tensor(new float[,] { { 3 }, { 4 } })).ToSingle());
    }

    [Fact]
    public void Choosing_by_a_mask_takes_one_side_or_the_other()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor a = tensor(new float[] { -1, 2, -3 });
        Assert.Equal([0, 2, 0], where(a > 0, a, zeros(3)).data<float>().ToArray());
        Assert.Equal([9, 2, 9], a.masked_fill(a < 0, 9).data<float>().ToArray());
        Assert.Equal([0, 2, 0], a.maximum(zeros(3)).data<float>().ToArray());
        Assert.Equal([0, 1, 0, 0, 0, 1], nn.functional.one_hot(tensor(new long[] { 1, 2 }), 3).data<long>().ToArray().Select(v => (float)v));
        Tensor target = zeros(2, 3);
        target.scatter_(1, tensor(new long[,] { { 2 }, { 0 } }), ones(2, 1));
        Assert.Equal([0, 0, 1, 1, 0, 0], target.data<float>().ToArray());
    }

    [Fact]
    public void Types_convert_and_raw_bytes_are_the_memory()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor a = tensor(new float[] { 1.5f, -2 });
        Assert.Equal([1L, -2L], a.to(int64).data<long>().ToArray());
        Assert.Equal(MemoryMarshal.AsBytes<float>([1.5f, -2]).ToArray(), a.bytes.ToArray());
        a.bytes = MemoryMarshal.AsBytes<float>([3, 4]).ToArray();
        Assert.Equal([3, 4], a.data<float>().ToArray());
        Assert.Equal([(Half)3f, (Half)4f], a.half().data<Half>().ToArray());
        Assert.Throws<ArgumentException>(() => a.data<double>());
        Assert.Equal(3f, a[0].item<float>());
        Assert.Throws<InvalidOperationException>(() => a.item<float>());
        Assert.Equal(new long[] { 2, 2 }, from_array(new[,] { { 1, 2 }, { 3, 4 } }).shape);
    }

    [Fact]
    public void Factories_fill_as_told()
    {
        using DisposeScope scope = NewDisposeScope();
        Assert.Equal([0, 0.5f, 1], linspace(0, 1, 3).data<float>().ToArray());
        Assert.Equal([1, 0, 0, 1], eye(2).data<float>().ToArray());
        Assert.Equal([3L, 3L], full(2, 3).data<long>().ToArray());
        Assert.Equal(int64, arange(3).dtype);
        Assert.Equal(float32, arange(0, 1, 0.5).dtype);
        Assert.Equal([2, 4, 6], arange(2, 7, 2).data<long>().ToArray().Select(v => (int)v));
        Assert.True(zeros(2, requires_grad: true).requires_grad);
        Tensor numbers = randint(3, 7, [1000]);
        Assert.Equal(3, numbers.min().ToInt64());
        Assert.Equal(6, numbers.max().ToInt64());
    }

    [Fact]
    public void The_same_seed_gives_the_same_numbers()
    {
        using DisposeScope scope = NewDisposeScope();
        manual_seed(7);
        Tensor first = randn(5);
        manual_seed(7);
        Assert.True(first.Equals(randn(5)));
        Assert.False(first.Equals(randn(5)));
        using var one = new Generator(3);
        using var other = new Generator(3);
        Assert.True(rand(4, generator: one).Equals(rand(4, generator: other)));
        Tensor weights = tensor(new float[] { 0, 1, 0 });
        Assert.Equal([1L, 1L, 1L], weights.multinomial(3, true, one).data<long>().ToArray());
    }

    [Fact]
    public void Channels_last_changes_the_memory_order_only()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor a = randn([2, 3, 4, 4]);
        Tensor b = a.contiguous(memory_format.channels_last);
        Assert.True(b.is_contiguous(memory_format.channels_last));
        Assert.False(b.is_contiguous());
        Assert.True(a.Equals(b));
    }
}
