namespace GenRL.Inference.Tests;

public sealed class CategoricalLatentTests
{
    [Fact]
    public void One_per_cent_of_the_uniform_distribution_is_mixed_in()
    {
        var probabilities = new float[4];

        Assert.True(CategoricalLatent.Probabilities([2, 0, 0, 0], 4, probabilities));

        Assert.Equal(0.706622, probabilities[0], 1e-6);
        Assert.Equal(0.097793, probabilities[1], 1e-6);
        Assert.Equal(0.927457, CategoricalLatent.MeanEntropy(probabilities, 4), 1e-6);
    }

    [Fact]
    public void No_class_is_less_probable_than_a_hundredth_of_its_share()
    {
        var probabilities = new float[4];

        CategoricalLatent.Probabilities([500, -500, -500, -500], 4, probabilities);

        Assert.Equal(0.0025, probabilities[1], 1e-7);
        Assert.Equal(1, probabilities.Sum(), 1e-6);
    }

    [Theory]
    [InlineData(float.NaN)]
    [InlineData(float.PositiveInfinity)]
    public void A_logit_that_is_no_number_is_reported(float logit)
    {
        Assert.False(CategoricalLatent.Probabilities([0, 0, logit, 0], 2, new float[4]));
    }

    [Fact]
    public void Samples_are_one_hot_and_as_frequent_as_their_probabilities()
    {
        float[] probabilities = [0.7f, 0.2f, 0.1f, 0f, 0.5f, 0.5f];
        var counts = new double[6];
        var oneHot = new float[6];
        var random = new Xoshiro256(5);
        const int Draws = 40_000;

        for (int draw = 0; draw < Draws; draw++)
        {
            CategoricalLatent.Sample(probabilities, 3, ref random, oneHot);
            Assert.Equal(1, oneHot[..3].Sum());
            Assert.Equal(1, oneHot[3..].Sum());
            for (int i = 0; i < 6; i++)
            {
                counts[i] += oneHot[i];
            }
        }

        for (int i = 0; i < 6; i++)
        {
            Assert.Equal(probabilities[i], counts[i] / Draws, 0.01);
        }

        Assert.Equal(0, counts[3]);
    }

    [Fact]
    public void The_mode_is_the_first_of_the_most_probable_classes()
    {
        var oneHot = new float[6];

        CategoricalLatent.Mode([0.1f, 0.6f, 0.3f, 0.4f, 0.2f, 0.4f], 3, oneHot);

        Assert.Equal([0, 1, 0, 1, 0, 0], oneHot);
    }

    [Fact]
    public void Spans_that_do_not_fit_are_refused()
    {
        Assert.Throws<ArgumentException>(() => CategoricalLatent.Probabilities(new float[5], 2, new float[5]));
        Assert.Throws<ArgumentException>(() => CategoricalLatent.Mode(new float[4], 2, new float[6]));
    }

    [Fact]
    public void The_generator_gives_the_published_sequence()
    {
        // first outputs of xoshiro256** after seeding its state with splitmix64 from 0
        var random = new Xoshiro256(0);

        Assert.Equal(0x99EC5F36CB75F2B4UL, random.NextBits());
        Assert.Equal(0xBF6E1F784956452AUL, random.NextBits());
        Assert.Equal(0x1A5F849D4933E6E0UL, random.NextBits());
    }
}
