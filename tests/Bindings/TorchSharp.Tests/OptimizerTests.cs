using TorchSharp.Modules;
using static TorchSharp.torch;

namespace TorchSharp.Tests;

public sealed class OptimizerTests
{
    private static Parameter Start() => new(tensor(new float[] { 1, -2, 3 }));

    private static void Descend(optim.Optimizer optimizer, Tensor parameter, int steps)
    {
        for (int i = 0; i < steps; i++)
        {
            using DisposeScope scope = NewDisposeScope();
            optimizer.zero_grad();
            (parameter.square() * tensor(new float[] { 1, 2, 0.5f })).sum().backward();
            optimizer.step();
        }
    }

    /// <summary>Adam by its textbook definition, in double precision.</summary>
    private static float[] ByHand(int steps, double lr, double decay, bool decoupled, bool amsgrad = false)
    {
        double[] p = [1, -2, 3], scale = [1, 2, 0.5], m = new double[3], v = new double[3], top = new double[3];
        for (int t = 1; t <= steps; t++)
        {
            for (int i = 0; i < 3; i++)
            {
                double g = 2 * scale[i] * p[i] + (decoupled ? 0 : decay * p[i]);
                p[i] *= decoupled ? 1 - lr * decay : 1;
                m[i] = 0.9 * m[i] + 0.1 * g;
                v[i] = 0.999 * v[i] + 0.001 * g * g;
                top[i] = Math.Max(top[i], v[i]);
                double root = Math.Sqrt((amsgrad ? top[i] : v[i]) / (1 - Math.Pow(0.999, t)));
                p[i] -= lr * m[i] / (1 - Math.Pow(0.9, t)) / (root + 1e-8);
            }
        }
        return Array.ConvertAll(p, x => (float)x);
    }

    [Theory]
    [InlineData(0.0, false)]
    [InlineData(0.1, false)]
    [InlineData(0.0, true)]
    public void Adam_follows_its_definition(double decay, bool amsgrad)
    {
        using Parameter parameter = Start();
        using var optimizer = optim.Adam([parameter], lr: 0.1, weight_decay: decay, amsgrad: amsgrad);
        Descend(optimizer, parameter, 20);
        Assert.All(ByHand(20, 0.1, decay, false, amsgrad).Zip(parameter.data<float>().ToArray()), pair => Assert.Equal(pair.First, pair.Second, 1e-5f));
    }

    [Fact]
    public void AdamW_decays_the_parameters_directly()
    {
        using Parameter parameter = Start();
        using var optimizer = optim.AdamW([parameter], lr: 0.1, weight_decay: 0.2);
        Descend(optimizer, parameter, 20);
        Assert.All(ByHand(20, 0.1, 0.2, true).Zip(parameter.data<float>().ToArray()), pair => Assert.Equal(pair.First, pair.Second, 1e-5f));
    }

    [Fact]
    public void The_single_pass_and_the_tensor_operations_agree()
    {
        using DisposeScope scope = NewDisposeScope();
        manual_seed(1);
        Tensor start = randn(37, 5);
        Parameter dense = new(start.clone());
        // A transposed parameter has moments in another order than its gradient, which rules the single pass out.
        Parameter transposed = new(start.t().contiguous().t());
        using var one = optim.Adam([dense], lr: 0.01);
        using var other = optim.Adam([transposed], lr: 0.01, amsgrad: false);
        for (int i = 0; i < 5; i++)
        {
            foreach ((Parameter parameter, optim.Optimizer optimizer) in new (Parameter, optim.Optimizer)[] { (dense, one), (transposed, other) })
            {
                optimizer.zero_grad();
                parameter.sin().square().sum().backward();
                optimizer.step();
            }
        }
        Assert.True(dense.allclose(transposed, atol: 1e-6));
    }

    [Fact]
    public void Gradient_descent_with_momentum_follows_its_definition()
    {
        using Parameter parameter = Start();
        using var optimizer = optim.SGD([parameter], 0.1, momentum: 0.5);
        Descend(optimizer, parameter, 2);
        // First: p = 1 - 0.1 * 2 = 0.8; then the velocity is 0.5 * 2 + 1.6 = 2.6 and p = 0.8 - 0.26.
        Assert.Equal(0.54f, parameter[0].ToSingle(), 1e-6f);
    }

    [Fact]
    public void A_parameter_without_gradient_is_left_alone()
    {
        using Parameter used = Start();
        using Parameter unused = Start();
        using var optimizer = optim.Adam([used, unused], lr: 0.1, weight_decay: 0.5);
        Descend(optimizer, used, 3);
        Assert.Equal([1, -2, 3], unused.data<float>().ToArray());
    }

    [Fact]
    public void The_learning_rate_can_be_changed_between_steps()
    {
        using Parameter parameter = Start();
        using var optimizer = optim.Adam([parameter], lr: 0.1);
        foreach (optim.ILearningRateController group in optimizer.ParamGroups)
        {
            group.LearningRate = 0;
        }
        Descend(optimizer, parameter, 3);
        Assert.Equal([1, -2, 3], parameter.data<float>().ToArray());
    }

    [Fact]
    public void A_restored_optimizer_continues_exactly()
    {
        using Parameter one = Start();
        using Parameter other = Start();
        using var first = optim.Adam([one], lr: 0.1);
        using var second = optim.Adam([other], lr: 0.3);
        Descend(first, one, 3);
        using var memory = new MemoryStream();
        first.save_state_dict(new BinaryWriter(memory));
        memory.Position = 0;
        second.load_state_dict(new BinaryReader(memory));
        other.load(one);
        Descend(first, one, 3);
        Descend(second, other, 3);
        Assert.Equal(one.data<float>().ToArray(), other.data<float>().ToArray());
    }

    [Theory]
    [InlineData(0)]
    [InlineData(10)]
    [InlineData(40)]
    [InlineData(80)]
    public void A_truncated_optimizer_state_is_refused(int length)
    {
        using Parameter parameter = Start();
        using var optimizer = optim.Adam([parameter]);
        using var memory = new MemoryStream();
        optimizer.save_state_dict(new BinaryWriter(memory));
        Assert.True(memory.Length > length);
        using var part = new MemoryStream(memory.ToArray()[..length]);
        Assert.Throws<InvalidDataException>(() => optimizer.load_state_dict(new BinaryReader(part)));
    }

    [Fact]
    public void Gradients_are_clipped_to_a_common_norm()
    {
        using DisposeScope scope = NewDisposeScope();
        Parameter a = new(tensor(new float[] { 3 }));
        Parameter b = new(tensor(new float[] { 4 }));
        ((a.square() + b.square()) / 2).sum().backward();
        Assert.Equal(5, nn.utils.clip_grad_norm_([a, b], 1), 5);
        Assert.Equal(0.6f, a.grad()!.ToSingle(), 1e-5f);
        Assert.Equal(0.8f, b.grad()!.ToSingle(), 1e-5f);
        Assert.Equal(1, nn.utils.clip_grad_norm_([a, b], 7), 5);
        Assert.Equal(0.6f, a.grad()!.ToSingle(), 1e-5f);
    }

    [Fact]
    public void Lists_are_moved_towards_their_sources_in_one_call()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor[] targets = [zeros(2), zeros(3)];
        Tensor[] sources = [ones(2), ones(3)];
        Native.ForeachLerp(targets, sources, 0.25);
        Assert.Equal([0.25f, 0.25f, 0.25f], targets[1].data<float>().ToArray());
        Native.ForeachCopy(targets, sources);
        Assert.Equal([1, 1], targets[0].data<float>().ToArray());
        Assert.Throws<ArgumentException>(() => Native.ForeachLerp(targets, [sources[0]], 0.5));
    }
}

file static class Extensions
{
    internal static void load(this Parameter target, Tensor source)
    {
        using IDisposable noGrad = no_grad();
        target.copy_(source).Dispose();
    }
}
