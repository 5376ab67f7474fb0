using GenRL.Learning.Behaviours;
using static TorchSharp.torch;

namespace GenRL.Cli.Pipelines;

/// <summary>A behaviour as learned so far.</summary>
public interface ILearnedBehaviour
{
    /// <summary>Names its files and its rows.</summary>
    string Name { get; }

    /// <summary>How it is found in the package that was made of what was learned.</summary>
    EvaluationSubject Subject { get; }

    /// <summary>The policy; owned by whoever learns.</summary>
    Actor Actor { get; }

    /// <summary>The target its prompt stands for, as images [17, 3, 64, 64] in [-0.5, 0.5].</summary>
    Tensor TargetImages();
}
