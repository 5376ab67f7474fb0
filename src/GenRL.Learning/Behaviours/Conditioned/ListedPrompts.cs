using GenRL.Learning.Networks;
using static TorchSharp.torch;

namespace GenRL.Learning.Behaviours.Conditioned;

/// <summary>Prompts drawn from a list: embeddings of sentences, or of windows of recorded video.</summary>
public sealed class ListedPrompts : IPromptSource, IDisposable
{
    private readonly Tensor embeddings;

    /// <param name="embeddings">Vectors of unit length and equal size D, at least one.</param>
    /// <exception cref="ArgumentException">The list is empty, or its vectors differ in size or are no finite directions.</exception>
    public ListedPrompts(IReadOnlyList<float[]> embeddings)
    {
        if (embeddings.Count == 0)
        {
            throw new ArgumentException("There is no prompt to draw from.", nameof(embeddings));
        }
        int size = embeddings[0].Length;
        for (int row = 0; row < embeddings.Count; row++)
        {
            double square = embeddings[row].Sum(value => (double)value * value);
            if (embeddings[row].Length != size || !(Math.Abs(square - 1) < 1e-2))
            {
                throw new ArgumentException(
                    $"Prompt {row} is a vector of {embeddings[row].Length} numbers and squared length {square:g4}; {size} numbers of length 1 are needed.",
                    nameof(embeddings));
            }
        }
        this.embeddings = tensor(embeddings.SelectMany(row => row).ToArray()).reshape(embeddings.Count, size).DetachFromDisposeScope();
    }

    /// <inheritdoc/>
    public Tensor Next(long count)
    {
        using var scope = NewDisposeScope();
        Tensor rows = randint(embeddings.shape[0], new[] { count }, dtype: ScalarType.Int64, device: CPU, generator: RandomStream.Current);
        return embeddings.index_select(0, rows.to(embeddings.device)).MoveToOuterDisposeScope();
    }

    /// <inheritdoc/>
    public void Dispose() => embeddings.Dispose();
}
