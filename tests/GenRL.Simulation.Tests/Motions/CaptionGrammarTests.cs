using GenRL.Data.Clips;
using GenRL.Simulation.Motions.Captions;
using GenRL.Simulation.Motions.Scripts;

namespace GenRL.Simulation.Tests.Motions;

public class CaptionGrammarTests
{
    private static readonly IReadOnlyList<ClipCaption> Captions = CaptionGrammar.All(1);

    private static IEnumerable<ClipCaption> Split(string split) => Captions.Where(caption => caption.Split == split);

    private static string[] Words(string text) => text.ToLowerInvariant().Split([' ', '_', '\'', '.', ','], StringSplitOptions.RemoveEmptyEntries);

    [Fact]
    public void No_caption_is_both_true_and_ignored_for_a_label() =>
        Assert.All(Captions, caption => Assert.Empty(caption.True.Intersect(caption.Ignored)));

    [Fact]
    public void Every_label_has_training_captions_that_are_true_for_it() =>
        Assert.All(Enumerable.Range(0, MotionLibrary.Kinds.Count), label =>
            Assert.True(Split(ClipSplits.Train).Count(caption => caption.True.Contains(label)) >= 12, MotionLibrary.Kinds[label].Label));

    [Fact]
    public void Every_concept_has_at_least_twelve_phrases_and_some_held_out_ones() =>
        Assert.All(CaptionGrammar.Concepts, concept =>
        {
            string[] phrases = [.. concept.Verbs, .. concept.Nouns];
            Assert.True(phrases.Length >= 12, $"{concept.Name} has {phrases.Length}");
            Assert.Contains(phrases, phrase => phrase[0] == Concept.HeldOut);
            foreach (string[] list in new[] { concept.Verbs, concept.Nouns })
            {
                Assert.Equal(list.Length, list.Select(phrase => phrase.TrimStart(Concept.HeldOut)).Distinct().Count());
            }
        });

    [Fact]
    public void Captions_of_one_text_agree_about_its_truth() =>
        Assert.All(Captions.GroupBy(caption => caption.Text), group => Assert.Single(group.Select(caption => caption.Concept).Distinct()));

    [Fact]
    public void Held_out_phrases_never_occur_as_training_captions()
    {
        var training = Split(ClipSplits.Train).Select(caption => caption.Text).ToHashSet();
        Assert.All(Split(ClipSplits.HeldOutPhrase), caption => Assert.DoesNotContain(caption.Text, training));
        Assert.All(Split(ClipSplits.HeldOutFrame), caption => Assert.DoesNotContain(caption.Text, training));
    }

    [Fact]
    public void Walking_is_false_for_standing_and_for_running()
    {
        ClipCaption walk = Split(ClipSplits.Prompt).Single(caption => caption.Text == "walk fast clean");
        foreach (string other in new[] { "stand", "run", "lie_back", "flail", "fall" })
        {
            int label = MotionLibrary.IndexOf(other);
            Assert.DoesNotContain(label, walk.True.Concat(walk.Ignored));
        }
    }

    [Fact]
    public void Nonsense_is_true_for_nothing() =>
        Assert.All(Captions.Where(caption => caption.Concept == CaptionGrammar.Nonsense), caption => Assert.Empty(caption.True.Concat(caption.Ignored)));

    [Fact]
    public void Held_out_nonsense_uses_no_word_of_any_training_caption_except_function_words()
    {
        var known = Split(ClipSplits.Train).SelectMany(caption => Words(caption.Text)).ToHashSet();
        known.ExceptWith(NonsenseCaptions.FunctionWords);
        string[] shared = [.. Split(ClipSplits.HeldOutNonsense).SelectMany(caption => Words(caption.Text)).Where(known.Contains).Distinct()];
        Assert.True(shared.Length == 0, $"shared: {string.Join(", ", shared)}");
    }

    [Fact]
    public void The_same_seed_gives_the_same_captions() =>
        Assert.Equal(Captions.Select(caption => caption.Text), CaptionGrammar.All(1).Select(caption => caption.Text));

    [Theory]
    [InlineData("lie down", "lying down", "lies down")]
    [InlineData("run fast", "running fast", "runs fast")]
    [InlineData("balance on one leg", "balancing on one leg", "balances on one leg")]
    [InlineData("do a flip", "doing a flip", "does a flip")]
    [InlineData("be upside down", "being upside down", "is upside down")]
    [InlineData("crouch", "crouching", "crouches")]
    [InlineData("carry", "carrying", "carries")]
    [InlineData("sway", "swaying", "sways")]
    [InlineData("kneel", "kneeling", "kneels")]
    public void Verbs_are_inflected(string phrase, string gerund, string third)
    {
        Assert.Equal(gerund, VerbForms.Gerund(phrase));
        Assert.Equal(third, VerbForms.ThirdPerson(phrase));
    }
}
