using GenRL.Learning.Distributed;
using GenRL.Learning.Networks;
using static TorchSharp.torch;

namespace GenRL.Learning.Connectors;

/// <summary>
/// Brings a language embedding (or a noisy video embedding) to where video embeddings of the domain lie: a U-Net on
/// vectors of two levels, [.., D] to [.., D] (spec 3.1). It is trained on noised video embeddings alone; language never
/// enters training.
/// </summary>
public sealed class Aligner : nn.Module<Tensor, Tensor>
{
    private readonly AlignerBlock down0;
    private readonly AlignerBlock down1;
    private readonly AlignerBlock mid0;
    private readonly AlignerBlock mid1;
    private readonly AlignerBlock up0;
    private readonly AlignerBlock up1;
    private readonly ConnectorOptions options;

    /// <param name="options">Embedding size and noise.</param>
    public Aligner(ConnectorOptions options)
        : base(nameof(Aligner))
    {
        this.options = options;
        long size = options.EmbeddingSize;
        down0 = new AlignerBlock("down0", size, size);
        down1 = new AlignerBlock("down1", size, size / 2);
        mid0 = new AlignerBlock("mid0", size / 2, size / 2);
        mid1 = new AlignerBlock("mid1", size / 2, size / 2);
        up0 = new AlignerBlock("up0", size, size, plain: true);
        up1 = new AlignerBlock("up1", 2 * size, size);
        RegisterComponents();
    }

    /// <summary>The raw output of the last block; <see cref="Align"/> normalises it.</summary>
    public override Tensor forward(Tensor embedding)
    {
        using var scope = NewDisposeScope();
        var wide = down0.call(embedding);
        var narrow = down1.call(wide);
        var middle = mid1.call(mid0.call(narrow));
        var rising = up0.call(cat(new[] { middle, narrow }, -1));
        return up1.call(cat(new[] { rising, wide }, -1)).MoveToOuterDisposeScope();
    }

    /// <summary>The aligned embedding of unit norm, [.., D].</summary>
    public Tensor Align(Tensor embedding)
    {
        using var scope = NewDisposeScope();
        return nn.functional.normalize(call(embedding), 2, -1).MoveToOuterDisposeScope();
    }

    /// <summary>normalize((1 - level) e + level n) with n uniform on the sphere, plus normal noise where asked for (spec 3.2).</summary>
    public Tensor AddNoise(Tensor embedding)
    {
        using var scope = NewDisposeScope();
        var noise = nn.functional.normalize(RandomStream.Normal(embedding.shape, embedding.device), 2, -1);
        var noised = embedding * (1 - options.NoiseLevel) + noise * options.NoiseLevel;
        if (options.GaussianNoise > 0)
        {
            noised = noised + options.GaussianNoise * RandomStream.Normal(embedding.shape, embedding.device);
        }

        return nn.functional.normalize(noised, 2, -1).MoveToOuterDisposeScope();
    }

    /// <summary>
    /// 1 - cos(align(noised e), e), or the squared distance of the two, averaged over the rows with weight (spec 3.2).
    /// </summary>
    /// <param name="embeddings">[n, D] of unit norm.</param>
    /// <param name="weight">[n], 0 for rows to leave out.</param>
    /// <param name="ranks">Processes that train together, whose rows the average is over; null for this one alone.</param>
    public Tensor Loss(Tensor embeddings, Tensor weight, Ranks? ranks = null)
    {
        using var scope = NewDisposeScope();
        var cosine = (Align(AddNoise(embeddings)) * embeddings).sum(-1);
        var scale = options.AlignerLoss == AlignerLoss.Squared ? 2 : 1;
        return ((scale * (1 - cosine) * weight).sum() / (ranks ?? Ranks.Alone).MeanCount(weight)).MoveToOuterDisposeScope();
    }
}
