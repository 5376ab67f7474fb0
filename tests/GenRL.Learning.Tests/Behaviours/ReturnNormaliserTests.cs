using GenRL.Learning.Behaviours;
using static TorchSharp.torch;

namespace GenRL.Learning.Tests.Behaviours;

public class ReturnNormaliserTests
{
    [Fact]
    public void Quantiles_move_slowly_from_0_and_never_scale_returns_up()
    {
        using var scope = NewDisposeScope();
        Tensor values = arange(101, dtype: ScalarType.Float32);
        var normaliser = new ReturnNormaliser();
        normaliser.Update(values);
        Assert.Equal((0.05, 0.95), (Math.Round(normaliser.Low, 9), Math.Round(normaliser.High, 9)));
        Assert.Equal(1, normaliser.Scale);
        normaliser.Update(values);
        Assert.Equal(0.0995, normaliser.Low, 9);
        Assert.Equal(1.8905, normaliser.High, 9);
        Assert.Equal(1.7910, normaliser.Scale, 9);
        for (int i = 2; i < 1000; i++)
        {
            normaliser.Update(values);
        }
        Assert.Equal(5.000, normaliser.Low, 3);
        Assert.Equal(94.996, normaliser.High, 3);
        Assert.Equal(89.996, normaliser.Scale, 3);
    }

    [Fact]
    public void Quantiles_between_two_returns_are_interpolated()
    {
        using var scope = NewDisposeScope();
        var normaliser = new ReturnNormaliser();
        normaliser.Update(tensor(new[] { 10f, 0f }));
        Assert.Equal(0.01 * 0.5, normaliser.Low, 9);
        Assert.Equal(0.01 * 9.5, normaliser.High, 9);
    }
}
