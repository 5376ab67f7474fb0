using TorchSharp.Modules;
using static TorchSharp.torch;

namespace GenRL.Learning.Benchmarks;

/// <summary>Rewrites of the optimiser's step (spec 1.10, 11.4).</summary>
internal static class OptimiserRewrites
{
    private const double Rate = 1e-3;
    private const double Beta1 = 0.9;
    private const double Beta2 = 0.999;
    private const double Epsilon = 1e-8;

    /// <summary>All of Adam in one pass over the parameters of a network, instead of an operation after the other for each of them.</summary>
    /// <param name="module">The network; used for its shapes alone.</param>
    public static Rewrite FusedAdam(nn.Module module)
    {
        List<Parameter> plain = [.. module.parameters().Select(Copy)], fused = [.. module.parameters().Select(Copy)];
        Give(plain);
        Give(fused);
        List<Tensor> first = [.. plain.Select(parameter => zeros_like(parameter))], second = [.. plain.Select(parameter => zeros_like(parameter))];
        var adam = optim.Adam(fused, Rate, Beta1, Beta2, Epsilon);
        var steps = 0;
        return new Rewrite(
            "optimiser: Adam fused",
            () =>
            {
                using var frozen = no_grad();
                steps++;
                for (var index = 0; index < plain.Count; index++)
                {
                    StepOf(plain[index], first[index], second[index], steps);
                }

                return [.. plain];
            },
            () =>
            {
                adam.step();
                return [.. fused];
            },
            [.. plain, .. fused, .. first, .. second, adam]);
    }

    private static void StepOf(Parameter parameter, Tensor first, Tensor second, int step)
    {
        var gradient = parameter.grad()!;
        first.mul_(Beta1).add_(gradient, alpha: 1 - Beta1);
        second.mul_(Beta2).addcmul_(gradient, gradient, 1 - Beta2);
        var denominator = (second.sqrt() / Math.Sqrt(1 - Math.Pow(Beta2, step))).add_(Epsilon);
        parameter.addcdiv_(first, denominator, -Rate / (1 - Math.Pow(Beta1, step)));
    }

    private static Parameter Copy(Parameter parameter)
    {
        using var frozen = no_grad();
        return nn.Parameter(parameter.detach().clone());
    }

    private static void Give(List<Parameter> parameters)
    {
        foreach (var parameter in parameters)
        {
            using var scope = NewDisposeScope();
            parameter.square().sum().backward();
        }
    }
}
