namespace GenRL.VideoLanguage;

/// <summary>A tokenized sentence as the text network takes it.</summary>
/// <param name="Ids">Token ids, row-major in the tokenizer's shape; 0 where <paramref name="Mask"/> is 0.</param>
/// <param name="Mask">1 for a token, 0 for padding, same shape.</param>
/// <param name="LeftOut">Words that did not fit and are not represented.</param>
public sealed record TextTokens(long[] Ids, float[] Mask, int LeftOut);
