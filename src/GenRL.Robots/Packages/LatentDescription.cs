using System.Text.Json.Serialization;

namespace GenRL.Robots.Packages;

/// <summary>Widths of the world model's state.</summary>
/// <param name="Variables">K, categorical variables.</param>
/// <param name="Classes">V, categories of each.</param>
/// <param name="Deter">Dh, recurrent state.</param>
public sealed record LatentDescription(int Variables, int Classes, int Deter)
{
    /// <summary>K·V, the flattened one-hot latent.</summary>
    [JsonIgnore]
    public int Stoch => Variables * Classes;
}
