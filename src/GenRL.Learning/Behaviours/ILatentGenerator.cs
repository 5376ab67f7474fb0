using GenRL.Learning.WorldModels;
using static TorchSharp.torch;

namespace GenRL.Learning.Behaviours;

/// <summary>Turns embeddings into latent sequences: what behaviour learning needs of the connector (paper section 3, spec 2.4).</summary>
public interface ILatentGenerator
{
    /// <summary>Unrolls the connector freely.</summary>
    /// <param name="embeddings">[n, L, D], one embedding per time step.</param>
    /// <param name="sample">Draw latents instead of taking modes.</param>
    /// <param name="denoise">Pass every embedding through the aligner first.</param>
    /// <param name="deterministicStart">Take the mode of the initial latent too .</param>
    /// <returns>States [n, L, ..]; the first is one step after the initial state.</returns>
    LatentState Generate(Tensor embeddings, bool sample, bool denoise, bool deterministicStart = false);
}
