using GenRL.Learning.Behaviours.Conditioned;
using static TorchSharp.torch;

namespace GenRL.Learning.Tests.Behaviours.Conditioned;

public class PromptSourceTests
{
    [Fact]
    public void Noise_is_of_unit_length_and_points_everywhere()
    {
        using var scope = NewDisposeScope();
        Tensor prompts = new NoisePrompts(32).Next(500);
        Assert.All(Toy.Floats(prompts.norm(-1)), length => Assert.Equal(1, length, 1e-5));
        Assert.All(Toy.Floats(prompts.mean(new long[] { 0 })), mean => Assert.Equal(0, mean, 0.05));
    }

    [Fact]
    public void Listed_prompts_are_drawn_equally_often()
    {
        using var scope = NewDisposeScope();
        manual_seed(1);
        using var listed = new ListedPrompts([[1, 0, 0], [0, 1, 0], [0, 0, 1]]);
        Assert.All(Toy.Floats(listed.Next(3000).mean(new long[] { 0 })), share => Assert.Equal(1.0 / 3, share, 0.05));
    }

    [Fact]
    public void Every_source_has_its_share_of_every_batch_and_no_fixed_place_in_it()
    {
        using var scope = NewDisposeScope();
        manual_seed(1);
        using var mixed = new MixedPrompts([(new ListedPrompts([[1, 0]]), 1), (new ListedPrompts([[0, 1]]), 3)]);
        float[] firstRow = new float[40];
        for (int batch = 0; batch < firstRow.Length; batch++)
        {
            float[] first = Toy.Floats(mixed.Next(8).select(1, 0));
            Assert.Equal(2, first.Sum());
            firstRow[batch] = first[0];
        }
        Assert.Contains(1f, firstRow);
        Assert.Contains(0f, firstRow);
    }

    [Fact]
    public void A_source_without_weight_is_never_asked()
    {
        using var scope = NewDisposeScope();
        using var mixed = new MixedPrompts([(new ListedPrompts([[1, 0]]), 1), (new Refusing(), 0)]);
        Assert.Equal(5, mixed.Next(5).shape[0]);
    }

    [Theory]
    [InlineData(-1)]
    [InlineData(0)]
    [InlineData(double.NaN)]
    public void Weights_that_are_no_shares_are_refused(double weight) =>
        Assert.Throws<ArgumentException>(() => new MixedPrompts([(new NoisePrompts(4), weight)]));

    [Fact]
    public void Embeddings_that_are_no_unit_vectors_of_one_size_are_refused_by_row()
    {
        Assert.Throws<ArgumentException>(() => new ListedPrompts([]));
        Assert.Contains("Prompt 1", Assert.Throws<ArgumentException>(() => new ListedPrompts([[1, 0], [1, 0, 0]])).Message);
        Assert.Contains("Prompt 1", Assert.Throws<ArgumentException>(() => new ListedPrompts([[1, 0], [2, 0]])).Message);
        Assert.Contains("Prompt 0", Assert.Throws<ArgumentException>(() => new ListedPrompts([[float.NaN, 0]])).Message);
    }

    private sealed class Refusing : IPromptSource
    {
        public Tensor Next(long count) => throw new InvalidOperationException("not to be asked");
    }
}
