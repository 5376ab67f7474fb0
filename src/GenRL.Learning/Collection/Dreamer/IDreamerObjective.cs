using GenRL.Learning.Behaviours;
using GenRL.Learning.Checkpoints;
using static TorchSharp.torch;

namespace GenRL.Learning.Collection.Dreamer;

/// <summary>What a collecting agent wants, and what has to be learned to judge it.</summary>
internal interface IDreamerObjective : IDisposable
{
    /// <summary>Judges imagined trajectories.</summary>
    IImaginedReward Reward { get; }

    /// <summary>Learns from observed sequences, after the world model has.</summary>
    /// <param name="feature">[B, T, S + Dh], without gradient.</param>
    /// <param name="actions">[B, T, A].</param>
    /// <param name="embeddings">[B, T, E], without gradient.</param>
    /// <param name="figures">Receives what is worth watching.</param>
    void Update(Tensor feature, Tensor actions, Tensor embeddings, IDictionary<string, double> figures);

    /// <summary>Adds everything to what a checkpoint keeps.</summary>
    void Describe(TrainingState state);
}
