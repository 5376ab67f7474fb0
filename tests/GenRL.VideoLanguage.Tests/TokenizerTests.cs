namespace GenRL.VideoLanguage.Tests;

public sealed class TokenizerTests
{
    private static TextTokens Encode(string text) => HashedNgramTokenizer.Default.Encode(PromptText.Parse(text));

    [Fact]
    public void A_word_becomes_itself_and_its_grams_of_three_to_five_letters()
    {
        TextTokens tokens = Encode("run");
        // the word, <ru run un>, <run run>, <run>
        Assert.Equal(7, tokens.Mask.Sum());
        Assert.All(tokens.Ids[..7], id => Assert.InRange(id, 1, 8191));
        Assert.All(tokens.Ids[7..], id => Assert.Equal(0, id));
        Assert.Equal(320, tokens.Ids.Length);
    }

    [Fact]
    public void Hashes_are_fixed_for_all_time()
    {
        // 32-bit FNV-1a of "=run" and "<ru", modulo 8191, plus 1: trained networks depend on them.
        Assert.Equal([Fnv("=run"), Fnv("<ru")], Encode("run").Ids[..2]);
        Assert.Equal(0xe40c292cu % 8191 + 1, (uint)Fnv("a"));
    }

    [Fact]
    public void Words_that_share_letters_share_ids()
    {
        HashSet<long> walk = [.. Encode("walking").Ids.Where(id => id != 0)];
        Assert.True(Encode("walkin").Ids.Count(id => id != 0 && walk.Contains(id)) >= 8);
        Assert.True(Encode("burner").Ids.Count(id => id != 0 && walk.Contains(id)) <= 1);
    }

    [Fact]
    public void Words_beyond_the_limit_are_counted_as_left_out()
    {
        Assert.Equal(0, Encode(string.Join(' ', Enumerable.Repeat("a", 16))).LeftOut);
        Assert.Equal(4, Encode(string.Join(' ', Enumerable.Repeat("a", 20))).LeftOut);
        Assert.Equal(20, Encode(new string('x', 400)).Mask.Sum());
    }

    [Fact]
    public void Word_pieces_are_the_longest_known_ones()
    {
        string path = Path.GetTempFileName();
        try
        {
            File.WriteAllLines(path, ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "walk", "##ing", "##i", "fast"]);
            WordPieceTokenizer tokenizer = new(path, 6);
            Assert.Equal([2L, 4, 5, 7, 3, 0], tokenizer.Encode(PromptText.Parse("Walking fast")).Ids);
            Assert.Equal([2L, 1, 1, 3, 0, 0], tokenizer.Encode(PromptText.Parse("walker flies")).Ids);
            TextTokens cut = tokenizer.Encode(PromptText.Parse("walking walking walking"));
            Assert.Equal([2L, 4, 5, 4, 5, 3], cut.Ids);
            Assert.Equal(1, cut.LeftOut);
            Assert.Equal(1 + 5, tokenizer.Encode(PromptText.Parse("walking walking")).Mask.Sum());

            File.WriteAllLines(path, ["[PAD]", "[UNK]", "[CLS]", "walk"]);
            Assert.Contains("has no [SEP]", Assert.Throws<InvalidDataException>(() => new WordPieceTokenizer(path, 6)).Message);
            File.WriteAllLines(path, ["[PAD]", "[UNK]", "[CLS]", "[SEP]", "walk", "walk"]);
            Assert.Contains("line 6 repeats", Assert.Throws<InvalidDataException>(() => new WordPieceTokenizer(path, 6)).Message);
            File.WriteAllLines(path, ["[UNK]", "[PAD]", "[CLS]", "[SEP]"]);
            Assert.Contains("first line", Assert.Throws<InvalidDataException>(() => new WordPieceTokenizer(path, 6)).Message);
        }
        finally
        {
            File.Delete(path);
        }
    }

    private static long Fnv(string text)
    {
        uint hash = 2166136261;
        foreach (char character in text)
        {
            hash = (hash ^ character) * 16777619;
        }
        return hash % 8191 + 1;
    }
}
