using GenRL.Learning.Networks;
using static TorchSharp.torch;

namespace GenRL.Learning.Tests.Networks;

public sealed class PhaseDeconvolutionTests
{
    [Theory]
    [InlineData(5, 5, 13)]
    [InlineData(6, 13, 30)]
    [InlineData(6, 30, 64)]
    public void It_equals_the_textbook_transposed_convolution(int kernel, int size, int expected)
    {
        manual_seed(1);
        using var layer = new PhaseDeconvolution("layer", 4, 3, kernel);
        var input = randn(2, 4, size, size);
        using var frozen = no_grad();

        var fast = layer.call(input);
        var textbook = nn.functional.conv_transpose2d(
            input, layer.get_parameter("weight")!, layer.get_parameter("bias"), new long[] { 2, 2 });

        Assert.Equal(new long[] { 2, 3, expected, expected }, fast.shape);
        Assert.True((fast - textbook).abs().max().item<float>() < 1e-5);
    }

    [Fact]
    public void Kernels_that_do_not_split_into_phases_are_refused()
        => Assert.Throws<ArgumentOutOfRangeException>(() => new PhaseDeconvolution("layer", 1, 1, 4));
}
