using GenRL.Learning.Export;
using GenRL.Learning.Export.Onnx;
using GenRL.Robots.Packages;

namespace GenRL.Testing;

/// <summary>An untrained conditioned policy whose action shows its task: each joint follows one number of the task, and the features a little.</summary>
internal static class RandomConditionedPolicy
{
    private const float FeatureGain = 0.02f;

    /// <param name="sizes">Lengths it shares with the world model; at least as many embedding entries as actions.</param>
    /// <param name="gain">What one number of the task counts for.</param>
    /// <param name="seed">Seed of the parameters.</param>
    public static NewConditionedPolicy Make(NetworkSizes sizes, float gain = 4, int seed = 1) =>
        new() { Policy = Network(sizes, gain, seed), Steps = 1000, Scores = new Dictionary<string, double> { ["walk"] = 0.5 } };

    /// <summary>stoch [1, S], deter [1, Dh], task [1, D] → action [1, A] = tanh(gain · task[..A] + W · features).</summary>
    public static byte[] Network(NetworkSizes sizes, float gain = 4, int seed = 1)
    {
        int actions = (int)sizes.Actions, width = (int)sizes.Embedding, features = (int)(sizes.Stochastic + sizes.Deterministic);
        var follow = new float[actions * width];
        for (int joint = 0; joint < actions; joint++)
        {
            follow[(joint * width) + joint] = gain;
        }

        var random = new Random(seed);
        float[] weights = [.. Enumerable.Range(0, actions * features).Select(_ => FeatureGain * ((2 * random.NextSingle()) - 1))];
        var graph = new OnnxGraph("conditioned_policy");
        OnnxValue x = graph.Concatenate(1, graph.Input("stoch", 1, sizes.Stochastic), graph.Input("deter", 1, sizes.Deterministic));
        OnnxValue told = graph.Gemm(graph.Input("task", 1, sizes.Embedding), graph.Weight("follow", follow, actions, width), graph.Weight("zero", new float[actions], actions));
        OnnxValue seen = graph.Gemm(x, graph.Weight("weights", weights, actions, features), graph.Weight("none", new float[actions], actions));
        graph.Output("action", graph.Tanh(graph.Add(told, seen)), 1, sizes.Actions);
        return graph.ToBytes();
    }

    /// <summary>The task of unit length that points along one axis, [D].</summary>
    public static float[] Axis(NetworkSizes sizes, int axis, float sign = 1)
    {
        var task = new float[sizes.Embedding];
        task[axis] = sign;
        return task;
    }
}
