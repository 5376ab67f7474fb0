using GenRL.Learning.Export;
using GenRL.Learning.Export.Onnx;
using TorchSharp.Modules;
using static TorchSharp.torch;

namespace GenRL.Learning.Behaviours;

/// <summary>Hands a learned policy to the ONNX exporter under the parameter names of <see cref="NetworkGraphs.Policy"/>.</summary>
public static class BehaviourExport
{
    private const string Head = "head.";

    /// <summary>Adds the parameters of the evaluation policy: the hidden layers and the mean; the deviation stays behind.</summary>
    public static void AddTo(NetworkWeights weights, Actor actor)
    {
        foreach ((string name, Parameter parameter) in actor.named_parameters())
        {
            using var scope = NewDisposeScope();
            if (name.StartsWith(Head, StringComparison.Ordinal))
            {
                Add(weights, "actor.mean." + name[Head.Length..], parameter.detach().narrow(0, 0, actor.ActionSize));
            }
            else
            {
                Add(weights, "actor." + HiddenName(name), parameter.detach());
            }
        }
    }

    /// <summary><c>policy.onnx</c>: stoch [1, K*V] and deter [1, Dh] to the mean action [1, A].</summary>
    public static OnnxGraph Policy(Actor actor, NetworkSizes sizes) => NetworkGraphs.Policy(Weights(actor, sizes, taskSize: 0), sizes);

    /// <summary><c>conditioned/policy.onnx</c>: stoch [1, K*V], deter [1, Dh] and task [1, D] to the mean action [1, A].</summary>
    public static OnnxGraph ConditionedPolicy(Actor actor, NetworkSizes sizes) =>
        NetworkGraphs.ConditionedPolicy(Weights(actor, sizes, sizes.Embedding), sizes);

    private static NetworkWeights Weights(Actor actor, NetworkSizes sizes, long taskSize)
    {
        if (sizes.Stochastic + sizes.Deterministic + taskSize != actor.FeatureSize || sizes.Actions != actor.ActionSize)
        {
            throw new ArgumentException(
                $"The policy reads {actor.FeatureSize} features and makes {actor.ActionSize} actions; "
                + $"the package has {sizes.Stochastic} + {sizes.Deterministic} + {taskSize} features and {sizes.Actions} actions.", nameof(sizes));
        }
        var weights = new NetworkWeights();
        AddTo(weights, actor);
        return weights;
    }

    /// <summary>body.linears.2.weight to hidden2.weight, body.norms.2.bias to hidden2_norm.bias.</summary>
    private static string HiddenName(string name) => name.Split('.') switch
    {
        ["body", "linears", string layer, string kind] => $"hidden{layer}.{kind}",
        ["body", "norms", string layer, string kind] => $"hidden{layer}_norm.{kind}",
        _ => throw new InvalidOperationException($"The actor has a parameter '{name}' that the exporter does not know."),
    };

    private static void Add(NetworkWeights weights, string name, Tensor values)
    {
        using Tensor contiguous = values.cpu().contiguous();
        weights.Add(name, contiguous.data<float>().ToArray(), contiguous.shape);
    }
}
