using GenRL.Learning.Behaviours;
using static TorchSharp.torch;

namespace GenRL.Cli.Pipelines;

/// <summary>A behaviour as learned so far.</summary>
public interface ILearnedBehaviour
{
    /// <summary>Its name in the package.</summary>
    string Name { get; }

    /// <summary>The policy; owned by whoever learns.</summary>
    Actor Actor { get; }

    /// <summary>The target its prompt stands for, as images [17, 3, 64, 64] in [-0.5, 0.5].</summary>
    Tensor TargetImages();
}
