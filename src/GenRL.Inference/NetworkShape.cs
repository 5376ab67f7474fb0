using GenRL.Robots.Packages;

namespace GenRL.Inference;

/// <summary>Inputs and outputs that each file of a package must have, given the widths in its manifest.</summary>
internal sealed record NetworkShape(IReadOnlyList<TensorShape> Inputs, IReadOnlyList<TensorShape> Outputs)
{
    /// <summary>The shape of one of the package's own networks, by <see cref="PackageFile"/> name.</summary>
    public static NetworkShape Of(string file, PackageManifest manifest)
    {
        LatentDescription latent = manifest.Latent;
        var stoch = new TensorShape("stoch", 1, latent.Stoch);
        var stochs = new TensorShape("stoch", TensorShape.Any, latent.Stoch);
        var deter = new TensorShape("deter", 1, latent.Deter);
        var next = new TensorShape("deter_next", 1, latent.Deter);
        var logits = new TensorShape("logits", 1, latent.Variables, latent.Classes);
        var embedding = new TensorShape("embedding", 1, manifest.EmbeddingSize);
        ObservationDescription seen = manifest.Observation;
        return file switch
        {
            PackageFile.Encoder => new([new("image", 1, seen.Channels, seen.Height, seen.Width)], [logits]),
            PackageFile.Dynamics => new([stoch, deter, new("action", 1, manifest.ActionSize)], [next, logits with { Name = "prior_logits" }]),
            PackageFile.Aligner => new([embedding], [new("aligned", 1, manifest.EmbeddingSize)]),
            PackageFile.ConnectorStart => new([embedding], [deter, logits]),
            PackageFile.ConnectorStep => new([stoch, embedding, deter], [next, logits]),
            PackageFile.Decoder => new([stochs], [new("image", TensorShape.Any, seen.Channels, seen.Height, seen.Width)]),
            PackageFile.RewardFeatures => new([stochs], [new("features", TensorShape.Any, TensorShape.Free)]),
            _ => throw new ArgumentException($"'{file}' is not a network of every package.", nameof(file)),
        };
    }

    /// <summary>The shape of a behaviour's policy.</summary>
    public static NetworkShape OfPolicy(PackageManifest manifest) => new(
        [new("stoch", 1, manifest.Latent.Stoch), new("deter", 1, manifest.Latent.Deter)],
        [new("action", 1, manifest.ActionSize)]);

    /// <summary>The shape of the policy that serves every sentence.</summary>
    public static NetworkShape OfConditionedPolicy(PackageManifest manifest)
    {
        NetworkShape plain = OfPolicy(manifest);
        return plain with { Inputs = [.. plain.Inputs, new("task", 1, manifest.EmbeddingSize)] };
    }
}
