using static TorchSharp.torch;

namespace GenRL.Learning.Behaviours.Conditioned;

/// <summary>Where the prompts come from that a prompt-conditioned policy practises.</summary>
public interface IPromptSource
{
    /// <summary>Draws prompt embeddings from the current random stream.</summary>
    /// <param name="count">Number of prompts N.</param>
    /// <returns>[N, D], unit length, as the video-language model gives them: not aligned yet.</returns>
    Tensor Next(long count);
}
