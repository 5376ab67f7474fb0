namespace GenRL.Data.Clips;

/// <summary>
/// A caption and, because it was generated, what it says about every kind of clip: true for the labels of <paramref name="True"/>,
/// neither true nor false for those of <paramref name="Ignored"/>, false for all others. Captions about other things have no true label.
/// </summary>
/// <param name="Text">The sentence.</param>
/// <param name="Concept">What it speaks about; captions of one concept paraphrase each other.</param>
/// <param name="Split"><see cref="ClipSplits.Train"/>, or how it is held out.</param>
/// <param name="True">Indices of labels.</param>
/// <param name="Ignored">Indices of labels.</param>
public sealed record ClipCaption(string Text, string Concept, string Split, IReadOnlyList<int> True, IReadOnlyList<int> Ignored);
