namespace GenRL.VideoLanguage.Tests;

public sealed class PromptTextTests
{
    [Theory]
    [InlineData("Walk, FAST!!!", "walk fast")]
    [InlineData("  stand\tup\r\nstraight. ", "stand up straight")]
    [InlineData("don't-stop", "dont stop")]
    [InlineData("ÉLAN \u2019n 2 go", "élan n 2 go")]
    [InlineData("走る 🏃 run", "走る run")]
    public void Case_punctuation_and_space_do_not_matter(string typed, string expected) => Assert.Equal(expected, PromptText.Parse(typed).ToString());

    [Theory]
    [InlineData("")]
    [InlineData(" \t\n")]
    [InlineData("?!... 🏃")]
    public void A_prompt_without_words_is_refused(string text) =>
        Assert.Contains("holds no words", Assert.Throws<ArgumentException>(() => PromptText.Parse(text)).Message);

    [Fact]
    public void Long_prompts_are_refused_with_the_limit()
    {
        Assert.Equal(256, PromptText.Parse(string.Concat(Enumerable.Repeat("a ", 256))).Words.Count);
        string message = Assert.Throws<ArgumentException>(() => PromptText.Parse(new string('a', 10 * 1024))).Message;
        Assert.Contains("10240 characters; at most 512", message);
    }

    [Theory]
    [InlineData("walk\0forward", "U+0000 at position 5")]
    [InlineData("\u001b[31mwalk", "U+001B")]
    public void Control_characters_are_refused(string text, string reason) =>
        Assert.Contains(reason, Assert.Throws<ArgumentException>(() => PromptText.Parse(text)).Message);

    [Fact]
    public void Halves_of_surrogate_pairs_are_refused()
    {
        Assert.Contains("character 6 is half of a surrogate pair", Assert.Throws<ArgumentException>(() => PromptText.Parse("walk \ud83c fast")).Message);
        Assert.Contains("character 6 is half", Assert.Throws<ArgumentException>(() => PromptText.Parse("walk \udfc3")).Message);
    }

    [Fact]
    public void Any_text_is_either_normalised_idempotently_or_refused()
    {
        GenRL.Data.SeededRandom random = new(11);
        int accepted = 0;
        for (int trial = 0; trial < 3000; trial++)
        {
            string text = string.Concat(Enumerable.Range(0, random.Next(40)).Select(_ => (char)random.Next(trial % 2 == 0 ? 65536 : 128)));
            try
            {
                string once = PromptText.Parse(text).ToString();
                Assert.Equal(once, PromptText.Parse(once).ToString());
                accepted++;
            }
            catch (ArgumentException error)
            {
                Assert.StartsWith("The prompt", error.Message);
            }
        }
        Assert.InRange(accepted, 10, 2990);
    }
}
