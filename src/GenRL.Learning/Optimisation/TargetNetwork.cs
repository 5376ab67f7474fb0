using static TorchSharp.torch;

namespace GenRL.Learning.Optimisation;

/// <summary>Networks that follow others slowly.</summary>
public static class TargetNetwork
{
    /// <summary>Moves the parameters of <paramref name="target"/> towards those of <paramref name="source"/>, a network of the same kind.</summary>
    /// <param name="target">The slow network.</param>
    /// <param name="source">The learning one.</param>
    /// <param name="rate">Share of the way; 1 copies.</param>
    public static void Follow(nn.Module target, nn.Module source, double rate)
    {
        using var frozen = no_grad();
        foreach (var (slow, fast) in target.parameters().Zip(source.parameters()))
        {
            slow.lerp_(fast, rate);
        }
    }
}
