using GenRL.Prompting.Confidence;

namespace GenRL.Prompting.Tests;

public sealed class ConfidenceTests
{
    [Fact]
    public void A_fit_separates_what_can_be_separated_and_ignores_what_says_nothing()
    {
        ConfidenceScale scale = ConfidenceFit.Fit(Samples(informative: true));
        Assert.True(scale.Auroc > 0.97, $"{scale.Auroc}");
        Assert.InRange(scale.Of(new ConfidenceParts(0.6, 0, 0, 0)), 0.8, 1);
        Assert.InRange(scale.Of(new ConfidenceParts(0.05, 0, 0, 0)), 0, 0.2);
        Assert.True(Math.Abs(scale.Weights[0]) > 3 * Math.Abs(scale.Weights[3]), string.Join(' ', scale.Weights));
    }

    [Fact]
    public void A_fit_to_pure_chance_does_not_claim_to_rank()
    {
        ConfidenceScale scale = ConfidenceFit.Fit(Samples(informative: false));
        Assert.InRange(scale.Auroc!.Value, 0.25, 0.75);
    }

    [Fact]
    public void Fitted_thresholds_refuse_few_sensible_sentences_and_most_nonsense()
    {
        List<ConfidenceSample> samples = Samples(informative: true);
        ConfidenceScale scale = ConfidenceFit.Fit(samples);
        Assert.InRange(scale.RefuseBelow, 0.01, 0.5);
        Assert.InRange(scale.WarnBelow, scale.RefuseBelow, 0.9);
        Verdict[] sensible = [.. samples.Where(sample => sample.Sensible).Select(sample => scale.Judge(scale.Of(sample.Parts)))];
        Assert.True(sensible.Count(verdict => verdict == Verdict.Refused) <= 2);
        Assert.All(samples.Where(sample => !sample.Sensible), sample => Assert.Equal(Verdict.Refused, scale.Judge(scale.Of(sample.Parts))));
    }

    [Fact]
    public void A_calibration_needs_both_kinds()
    {
        ConfidenceSample[] onlySensible = [.. Samples(informative: true).Where(sample => sample.Sensible)];
        Assert.Throws<ArgumentException>(() => ConfidenceFit.Fit(onlySensible));
    }

    [Theory]
    [InlineData(0.1, Verdict.Refused)]
    [InlineData(0.3, Verdict.Doubtful)]
    [InlineData(0.9, Verdict.Accepted)]
    public void Verdicts_follow_the_thresholds(double confidence, Verdict verdict) =>
        Assert.Equal(verdict, new ConfidenceScale().Judge(confidence));

    private static List<ConfidenceSample> Samples(bool informative)
    {
        Random random = new(5);
        return [.. Enumerable.Range(0, 80).Select(i =>
        {
            bool sensible = i % 2 == 0;
            double seen = (informative && sensible ? 0.55 : 0.1) + (0.1 * random.NextDouble());
            return new ConfidenceSample(new ConfidenceParts(seen, random.NextDouble(), random.NextDouble(), random.NextDouble()), sensible);
        })];
    }
}
