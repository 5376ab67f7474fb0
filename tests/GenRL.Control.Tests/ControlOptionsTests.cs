using GenRL.Robots.Packages;
using GenRL.Safety;
using GenRL.Testing;

namespace GenRL.Control.Tests;

public sealed class ControlOptionsTests
{
    private static readonly ControlOptions Sound = new() { Package = "models/walker" };

    [Fact]
    public void The_defaults_are_sound_and_fill_in_the_safety_settings()
    {
        Sound.Check();
        using var random = new RandomPackage();
        PackageManifest manifest = random.Package.Manifest;

        SafetySettings settings = Sound.ToSafety(manifest);

        Assert.Equal(250_000_000, settings.HoldAfterNs);
        Assert.Equal(double.PositiveInfinity, settings.TorqueRateNmPerS);
        Assert.Equal(50_000_000, Sound.DeadlineNs(manifest));
        Assert.Equal(20_000_000, (Sound with { DeadlineS = 0.02 }).DeadlineNs(manifest));
    }

    [Fact]
    public void An_option_out_of_range_is_named()
    {
        Assert.Contains("StopAfterS", Assert.Throws<ArgumentException>((Sound with { StopAfterS = 0.1 }).Check).Message, StringComparison.Ordinal);
        Assert.Throws<ArgumentException>((Sound with { Package = " " }).Check);
        Assert.Throws<ArgumentException>((Sound with { ServoPeriodS = 0 }).Check);
        Assert.Throws<ArgumentException>((Sound with { DeadlineS = double.NaN }).Check);
        Assert.Throws<ArgumentException>((Sound with { TorqueRateNmPerS = -1 }).Check);
        Assert.Throws<ArgumentException>((Sound with { StatusPeriodS = 0 }).Check);
    }
}
