using GenRL.Learning.Networks;
using static TorchSharp.torch;

namespace GenRL.Learning.Behaviours.Conditioned;

/// <summary>
/// Prompts without any data: directions uniform on the sphere, which the aligner turns into embeddings of what the robot has been seen
/// doing (spec 12.2, amortised policy; the same draw as data-free start states make, spec 6).
/// </summary>
/// <param name="embeddingSize">D.</param>
public sealed class NoisePrompts(long embeddingSize) : IPromptSource
{
    /// <inheritdoc/>
    public Tensor Next(long count)
    {
        using var scope = NewDisposeScope();
        Tensor noise = RandomStream.Normal([count, embeddingSize]);
        return nn.functional.normalize(noise, 2, -1).MoveToOuterDisposeScope();
    }
}
