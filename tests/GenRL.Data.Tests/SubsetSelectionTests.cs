namespace GenRL.Data.Tests;

public sealed class SubsetSelectionTests
{
    private static readonly EpisodeSpan[] Episodes = [new(0, 5, "walk"), new(5, 5, "run"), new(10, 5, "walk"), new(15, 5, "stand")];

    [Fact]
    public void Named_subsets_are_kept_in_the_order_of_the_dataset() =>
        Assert.Equal([0L, 10, 15], SubsetSelection.Of(Episodes, ["stand", "walk"]).Select(episode => episode.Start));

    [Fact]
    public void No_name_keeps_everything()
    {
        Assert.Equal(Episodes, SubsetSelection.Of(Episodes, null));
        Assert.Equal(Episodes, SubsetSelection.Of(Episodes, []));
    }

    [Fact]
    public void A_subset_that_is_not_there_is_refused_with_those_that_are()
    {
        ArgumentException error = Assert.Throws<ArgumentException>(() => SubsetSelection.Of(Episodes, ["walk", "wlk"]));
        Assert.Contains("'wlk'. It has: run, stand, walk", error.Message);
    }
}
