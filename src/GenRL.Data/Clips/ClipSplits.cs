namespace GenRL.Data.Clips;

/// <summary>Names of the parts of a corpus.</summary>
public static class ClipSplits
{
    /// <summary>Clips and captions to learn from.</summary>
    public const string Train = "train";

    /// <summary>Clips of bodies that training never sees.</summary>
    public const string NewBodies = "new_bodies";

    /// <summary>Physics clips of a figure with the walker's own body and look.</summary>
    public const string Walker = "walker";

    /// <summary>Captions made from phrases that training never sees.</summary>
    public const string HeldOutPhrase = "held_out_phrase";

    /// <summary>Captions made from known phrases in sentence frames that training never sees.</summary>
    public const string HeldOutFrame = "held_out_frame";

    /// <summary>The prompts of the walker tasks.</summary>
    public const string Prompt = "prompt";

    /// <summary>Captions about something else whose words never occur in training.</summary>
    public const string HeldOutNonsense = "held_out_nonsense";
}
