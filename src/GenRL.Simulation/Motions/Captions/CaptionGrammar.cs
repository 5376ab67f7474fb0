using GenRL.Data;
using GenRL.Data.Clips;
using GenRL.Simulation.Motions.Scripts;

namespace GenRL.Simulation.Motions.Captions;

/// <summary>
/// Makes every caption of a corpus. Because captions come from concepts, the truth of each about each label is known and stored with it.
/// </summary>
public static class CaptionGrammar
{
    /// <summary>Concept name of captions that are false for every clip.</summary>
    public const string Nonsense = "nonsense";

    private const int FramesPerPhrase = 3, TrainingNonsense = 2400, HeldOutNonsense = 200;
    private const ulong Stream = 7UL << 40;
    private const double TypoShare = .08, CircumstanceShare = .12;

    /// <summary>The walker's task prompts (paper and published code) and the concept each belongs to.</summary>
    public static IReadOnlyList<(string Prompt, string Concept)> Prompts { get; } =
    [
        ("standing up straight", "stand_still"), ("walk fast clean", "walk_fast"), ("run fast clean", "run"), ("doing backflips", "back_flip"), ("stand on one foot", "one_foot"),
        ("stand up and kick", "high_kick"), ("lying down horizontally", "lie"), ("praying", "pray"), ("lunge pose", "lunge"),
        ("lunge_pose", "lunge"), ("standing", "stand"), ("standing up", "stand"), ("robot walk fast clean", "walk_fast"), ("robot run fast clean", "run"), ("doing flips", "flip"),
        ("headstand", "headstand"), ("lifting legs up while lying down", "legs_up"),
    ];

    internal static IReadOnlyList<Concept> Concepts { get; } = [.. StandingConcepts.All, .. FloorConcepts.All, .. ActionConcepts.All];

    /// <summary>Every caption, without repetitions inside a split.</summary>
    public static IReadOnlyList<ClipCaption> All(ulong seed)
    {
        var style = new MotionStyle(SeededRandom.Fork(seed, Stream));
        var captions = new Dictionary<(string Text, string Split), ClipCaption>();
        void Add(string text, Concept? concept, string split)
        {
            int[] Indices(string[]? labels) => [.. (labels ?? []).Select(MotionLibrary.IndexOf)];
            captions.TryAdd((text, split), new ClipCaption(text, concept?.Name ?? Nonsense, split, Indices(concept?.True), Indices(concept?.Ignored)));
        }
        foreach (Concept concept in Concepts)
        {
            AddPhrases(concept, style, (text, split) => Add(text, concept, split));
        }
        foreach ((string prompt, string name) in Prompts)
        {
            Concept concept = Concepts.Single(item => item.Name == name);
            Add(prompt, concept, ClipSplits.Prompt);
            Add(prompt, concept, ClipSplits.Train);
        }
        for (int i = 0; i < TrainingNonsense; i++)
        {
            Add(NonsenseCaptions.Training(style), null, ClipSplits.Train);
        }
        foreach (string text in NonsenseCaptions.HeldOut(style, HeldOutNonsense))
        {
            Add(text, null, ClipSplits.HeldOutNonsense);
        }
        return [.. captions.Values];
    }

    private static void AddPhrases(Concept concept, MotionStyle style, Action<string, string> add)
    {
        foreach (string marked in concept.Verbs)
        {
            (string phrase, string split) = Read(marked);
            add(phrase, split);
            add(VerbForms.Gerund(phrase), split);
            for (int i = 0; i < FramesPerPhrase; i++)
            {
                add(Varied(style, Framed(style, SentenceFrames.Base, phrase), split), split);
                add(Varied(style, Framed(style, SentenceFrames.Gerund, VerbForms.Gerund(phrase)), split), split);
            }
            add(Varied(style, Framed(style, SentenceFrames.ThirdPerson, VerbForms.ThirdPerson(phrase)), split), split);
            if (split == ClipSplits.Train && style.Chance(.2))
            {
                add(Framed(style, SentenceFrames.HeldOutBase, phrase), ClipSplits.HeldOutFrame);
                add(Framed(style, SentenceFrames.HeldOutGerund, VerbForms.Gerund(phrase)), ClipSplits.HeldOutFrame);
            }
        }
        foreach (string marked in concept.Nouns)
        {
            (string phrase, string split) = Read(marked);
            add(phrase, split);
            for (int i = 0; i < FramesPerPhrase; i++)
            {
                add(Varied(style, Framed(style, SentenceFrames.Noun, phrase), split), split);
            }
        }
    }

    private static (string Phrase, string Split) Read(string marked) => marked[0] == Concept.HeldOut
        ? (marked[1..], ClipSplits.HeldOutPhrase)
        : (marked, ClipSplits.Train);

    private static string Framed(MotionStyle style, IReadOnlyList<string> frames, string phrase) =>
        string.Format(null, style.Pick(frames), phrase, style.Pick(SentenceFrames.Subjects));

    /// <summary>Adds a circumstance or a typing error to some training captions.</summary>
    private static string Varied(MotionStyle style, string text, string split)
    {
        if (split != ClipSplits.Train)
        {
            return text;
        }
        text = style.Chance(CircumstanceShare) ? $"{text} {style.Pick(SentenceFrames.Circumstances)}" : text;
        return style.Chance(TypoShare) ? Mistyped(style, text) : text;
    }

    private static string Mistyped(MotionStyle style, string text)
    {
        int at = style.Pick(text.Length - 1);
        return style.Pick(3) switch
        {
            0 => text.Remove(at, 1),
            1 => text.Insert(at, ((char)('a' + style.Pick(26))).ToString()),
            _ => text[..at] + text[at + 1] + text[at] + text[(at + 2)..],
        };
    }
}
