using GenRL.Learning.Optimisation;
using static TorchSharp.torch;

namespace GenRL.Learning.Baselines;

/// <summary>Something that learns from a dataset step by step, and whose whole state is its networks, its optimisers and its step.</summary>
public interface IOfflineLearner : IDisposable
{
    /// <summary>Gradient steps taken; every step depends on this number and on nothing else that came before it but the networks and optimisers.</summary>
    long Steps { get; set; }

    /// <summary>Networks by name, target networks included.</summary>
    IReadOnlyList<(string Name, nn.Module Module)> Modules { get; }

    /// <summary>Optimisers by name.</summary>
    IReadOnlyList<(string Name, ModelOptimizer Optimizer)> Optimizers { get; }

    /// <summary>Takes a gradient step.</summary>
    /// <returns>Losses and other figures by name.</returns>
    /// <exception cref="ArithmeticException">Learning diverged.</exception>
    IReadOnlyDictionary<string, double> Step();
}
