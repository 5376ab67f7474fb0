using static TorchSharp.torch;
using F = TorchSharp.torch.nn.functional;

namespace TorchSharp.Tests;

public sealed class AutogradTests
{
    private static readonly long[] Two = [2, 2];
    private static readonly long[] One = [1, 1];

    /// <summary>Compares the gradient of sum(weights * f(inputs)) with central differences, input by input.</summary>
    private static void CheckGradients(Func<Tensor[], Tensor> function, params long[][] shapes)
    {
        using DisposeScope scope = NewDisposeScope();
        manual_seed(11);
        Tensor[] inputs = Array.ConvertAll(shapes, shape => randn(shape, float64).requires_grad_());
        Tensor output = function(inputs);
        Tensor weights = randn(output.shape, float64);
        Tensor[] analytic = [.. autograd.grad([(output * weights).sum()], inputs)];
        const double step = 1e-5;
        for (int i = 0; i < inputs.Length; i++)
        {
            Tensor flat = inputs[i].detach().reshape(-1);
            double[] gradient = analytic[i].reshape(-1).data<double>().ToArray();
            for (int j = 0; j < gradient.Length; j += Math.Max(1, gradient.Length / 17))
            {
                double original = flat[j].ToDouble();
                flat[j] = tensor(original + step);
                double above = (function(inputs) * weights).sum().ToDouble();
                flat[j] = tensor(original - step);
                double below = (function(inputs) * weights).sum().ToDouble();
                flat[j] = tensor(original);
                Assert.Equal((above - below) / (2 * step), gradient[j], 1e-5);
            }
        }
    }

    [Fact]
    public void Convolution_gradients_match_finite_differences() =>
        CheckGradients(x => F.conv2d(x[0], x[1], x[2], Two, One), [2, 3, 6, 6], [4, 3, 3, 3], [4]);

    [Fact]
    public void Transposed_convolution_gradients_match_finite_differences() =>
        CheckGradients(x => F.conv_transpose2d(x[0], x[1], x[2], Two), [2, 3, 4, 4], [3, 2, 4, 4], [2]);

    [Fact]
    public void Layer_norm_gradients_match_finite_differences() =>
        CheckGradients(x => F.layer_norm(x[0], [5], x[1], x[2]), [3, 5], [5], [5]);

    [Fact]
    public void Softmax_attention_gradients_match_finite_differences() =>
        CheckGradients(x => x[0].matmul(x[1].transpose(1, 2)).softmax(-1).matmul(x[2]), [2, 3, 4], [2, 5, 4], [2, 5, 2]);

    [Fact]
    public void Pointwise_chain_gradients_match_finite_differences() =>
        CheckGradients(x => F.silu(x[0]) * x[1].tanh() + x[0].exp().log1p() - (x[1].square() + 1).rsqrt(), [7], [7]);

    [Fact]
    public void Bilinear_interpolation_gradients_match_finite_differences() =>
        CheckGradients(x => F.interpolate(x[0], [7, 5], mode: InterpolationMode.Bilinear, align_corners: false), [1, 2, 4, 3]);

    [Fact]
    public void Backward_accumulates_in_the_leaves()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor x = tensor(new float[] { 1, 2 }, requires_grad: true);
        Assert.Null(x.grad());
        x.square().sum().backward();
        Assert.Equal([2, 4], x.grad()!.data<float>().ToArray());
        x.sum().backward();
        Assert.Equal([3, 5], x.grad()!.data<float>().ToArray());
    }

    [Fact]
    public void Nothing_is_recorded_without_gradients()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor x = ones(2, requires_grad: true);
        using (no_grad())
        {
            Assert.False(is_grad_enabled());
            Assert.False((x * 2).requires_grad);
            using (enable_grad())
            {
                Assert.True((x * 2).requires_grad);
            }
        }
        Assert.True((x * 2).requires_grad);
        Assert.False((x * 2).detach().requires_grad);
        Assert.False((x * 2).detach_().requires_grad);
    }

    [Fact]
    public void Unused_inputs_have_no_gradient()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor x = ones(2, requires_grad: true);
        Tensor y = ones(2, requires_grad: true);
        IList<Tensor> gradients = autograd.grad([x.sum()], [x, y], allow_unused: true);
        Assert.Equal([1, 1], gradients[0].data<float>().ToArray());
        Assert.Null(gradients[1]);
    }

    [Fact]
    public void Second_derivatives_can_be_taken()
    {
        using DisposeScope scope = NewDisposeScope();
        Tensor x = tensor(3.0, requires_grad: true);
        Tensor first = autograd.grad([x.pow(3)], [x], create_graph: true)[0];
        Assert.Equal(27, first.ToDouble());
        Assert.Equal(18, autograd.grad([first], [x])[0].ToDouble());
    }
}
