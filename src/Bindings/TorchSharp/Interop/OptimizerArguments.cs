using System.Runtime.InteropServices;

namespace TorchSharp.Interop;

[StructLayout(LayoutKind.Sequential)]
internal struct AdamArguments
{
    internal double LearningRate, Beta1, Beta2, Epsilon, WeightDecay;
    internal long Decoupled, AmsGrad, Maximize;
}

[StructLayout(LayoutKind.Sequential)]
internal struct SgdArguments
{
    internal double LearningRate, Momentum, Dampening, WeightDecay;
    internal long Nesterov, Maximize;
}

[StructLayout(LayoutKind.Sequential)]
internal struct IndexArgument
{
    internal long Kind, Start, Stop, Step, Present;
    internal nint Tensor;
}
