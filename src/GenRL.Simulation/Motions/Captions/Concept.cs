namespace GenRL.Simulation.Motions.Captions;

/// <summary>Something a caption can speak about, with many ways to say it. A phrase with a leading * is held out from training.</summary>
/// <param name="Name">Its name.</param>
/// <param name="True">Labels of the clips it is true for.</param>
/// <param name="Ignored">Labels of the clips for which people would disagree.</param>
/// <param name="Verbs">Verb phrases in the base form, such as "stand on one foot"; the first word is the verb.</param>
/// <param name="Nouns">Phrases that stand for themselves, such as "lunge pose".</param>
internal sealed record Concept(string Name, string[] True, string[] Ignored, string[] Verbs, string[] Nouns)
{
    /// <summary>Mark of a held-out phrase.</summary>
    public const char HeldOut = '*';
}
