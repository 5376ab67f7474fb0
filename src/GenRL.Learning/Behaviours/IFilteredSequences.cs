using GenRL.Learning.WorldModels;

namespace GenRL.Learning.Behaviours;

/// <summary>Recorded sequences as the world model perceives them.</summary>
public interface IFilteredSequences
{
    /// <summary>Draws sequences of the dataset and filters them through the world model with sampled posteriors.</summary>
    /// <returns>States [sequences, length, ..] without gradients.</returns>
    LatentState Next(long sequences, long length);
}
