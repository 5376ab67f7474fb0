namespace GenRL.Data;

/// <summary>What a whole reading of a dataset found.</summary>
/// <param name="Subsets">The subsets, by name.</param>
/// <param name="RenderedFrames">Rows of finished episodes in the frame store.</param>
/// <param name="Embeddings">Windows with an embedding.</param>
/// <param name="Bytes">Size on disk by part: <c>episodes</c>, <c>frames</c>, <c>embeddings</c>, <c>other</c>.</param>
/// <param name="Problems">What is wrong, each naming the file; empty when all is well.</param>
public sealed record DatasetReport(
    IReadOnlyList<SubsetReport> Subsets, long RenderedFrames, long Embeddings, IReadOnlyDictionary<string, long> Bytes, IReadOnlyList<string> Problems);
