using GenRL.Learning.Export.Onnx;

namespace GenRL.Learning.Export;

/// <summary>
/// The ONNX files of a model package, built from trained parameters. Every function states the parameters it looks up;
/// <c>#</c> counts from 0 for as many layers as the network has. A dense block is <c>x</c> (linear) with <c>x_norm</c>.
/// </summary>
public static class NetworkGraphs
{
    /// <summary>
    /// <c>encoder.onnx</c>: image [1, 3, 64, 64] in [-0.5, 0.5] to posterior logits [1, K, V] (sections 1.3 and 1.5; raw, before unimix).
    /// Parameters <c>encoder.conv#</c>, <c>encoder.conv#_norm</c>, <c>posterior.hidden</c>, <c>posterior.hidden_norm</c>, <c>posterior.logits</c>.
    /// </summary>
    public static OnnxGraph Encoder(NetworkWeights weights, NetworkSizes sizes)
    {
        var graph = new OnnxGraph("encoder");
        OnnxValue x = graph.Input("image", 1, 3, 64, 64);
        for (int i = 0; weights.Contains($"encoder.conv{i}.weight"); i++)
        {
            x = graph.DownBlock(x, weights, $"encoder.conv{i}", $"encoder.conv{i}_norm");
        }

        OnnxValue logits = LatentLogits(graph, graph.Flatten(x), weights, "posterior", sizes);
        graph.Output("logits", logits, 1, sizes.Variables, sizes.Classes);
        return graph;
    }

    /// <summary>
    /// <c>dynamics.onnx</c>: previous latent [1, S], previous state [1, Dh] and the action [1, A] that led on, to the next state [1, Dh] and
    /// prior logits [1, K, V] (section 1.6). Parameters <c>recurrent.input</c>, <c>recurrent.input_norm</c>, <c>recurrent.gates</c>,
    /// <c>recurrent.gates_norm</c>, <c>prior.hidden</c>, <c>prior.hidden_norm</c>, <c>prior.logits</c>.
    /// </summary>
    public static OnnxGraph Dynamics(NetworkWeights weights, NetworkSizes sizes)
    {
        var graph = new OnnxGraph("dynamics");
        OnnxValue stoch = graph.Input("stoch", 1, sizes.Stochastic);
        OnnxValue deter = graph.Input("deter", 1, sizes.Deterministic);
        OnnxValue action = graph.Input("action", 1, sizes.Actions);
        OnnxValue next = RecurrentStep(graph, graph.Concatenate(1, stoch, action), deter, weights, "");
        graph.Output("deter_next", next, 1, sizes.Deterministic);
        graph.Output("prior_logits", LatentLogits(graph, next, weights, "prior", sizes), 1, sizes.Variables, sizes.Classes);
        return graph;
    }

    /// <summary>
    /// <c>policy.onnx</c>: latent [1, S] and state [1, Dh] to the mean action [1, A], tanh (section 5.2).
    /// Parameters <c>actor.hidden#</c>, <c>actor.hidden#_norm</c>, <c>actor.mean</c>.
    /// </summary>
    public static OnnxGraph Policy(NetworkWeights weights, NetworkSizes sizes)
    {
        var graph = new OnnxGraph("policy");
        Act(graph, PolicyFeatures(graph, sizes), weights, sizes);
        return graph;
    }

    /// <summary>
    /// <c>conditioned/policy.onnx</c>: latent [1, S], state [1, Dh] and aligned prompt [1, D] of unit length to the mean action [1, A]; the
    /// task is scaled by sqrt(D) inside, as actor and critic learned it. Parameters as in <see cref="Policy"/>.
    /// </summary>
    public static OnnxGraph ConditionedPolicy(NetworkWeights weights, NetworkSizes sizes)
    {
        var graph = new OnnxGraph("conditioned_policy");
        OnnxValue features = PolicyFeatures(graph, sizes);
        OnnxValue task = Condition(graph, graph.Input("task", 1, sizes.Embedding), sizes, sizes.Embedding);
        Act(graph, graph.Concatenate(1, features, task), weights, sizes);
        return graph;
    }

    private static OnnxValue PolicyFeatures(OnnxGraph graph, NetworkSizes sizes)
    {
        OnnxValue stoch = graph.Input("stoch", 1, sizes.Stochastic);
        return graph.Concatenate(1, stoch, graph.Input("deter", 1, sizes.Deterministic));
    }

    private static void Act(OnnxGraph graph, OnnxValue x, NetworkWeights weights, NetworkSizes sizes)
    {
        for (int i = 0; weights.Contains($"actor.hidden{i}.weight"); i++)
        {
            x = graph.Dense(x, weights, $"actor.hidden{i}", $"actor.hidden{i}_norm");
        }

        graph.Output("action", graph.Tanh(graph.Linear(x, weights, "actor.mean")), 1, sizes.Actions);
    }

    /// <summary>
    /// <c>decoder.onnx</c>: latents [N, S] to images [N, 3, 64, 64] around [-0.5, 0.5] (section 1.4).
    /// Parameters <c>decoder.features</c>, <c>decoder.deconv#</c>, <c>decoder.deconv#_norm</c> (all but the last).
    /// </summary>
    public static OnnxGraph Decoder(NetworkWeights weights, NetworkSizes sizes)
    {
        var graph = new OnnxGraph("decoder");
        OnnxValue stoch = graph.Input("stoch", "N", sizes.Stochastic);
        OnnxValue features = graph.Linear(stoch, weights, "decoder.features");
        OnnxValue x = graph.Reshape(features, 0, -1, 1, 1);
        int layer = 0;
        for (; weights.Contains($"decoder.deconv{layer}_norm.weight"); layer++)
        {
            x = graph.UpBlock(x, weights, $"decoder.deconv{layer}", $"decoder.deconv{layer}_norm");
        }

        graph.Output("image", graph.UpConvolution(x, weights, $"decoder.deconv{layer}"), "N", 3, 64, 64);
        return graph;
    }

    /// <summary><c>reward_features.onnx</c>: latents [N, S] to the space the prompt reward compares in, [N, E] (rule ). Parameter <c>decoder.features</c>.</summary>
    public static OnnxGraph RewardFeatures(NetworkWeights weights, NetworkSizes sizes)
    {
        var graph = new OnnxGraph("reward_features");
        OnnxValue stoch = graph.Input("stoch", "N", sizes.Stochastic);
        graph.Output("features", graph.Linear(stoch, weights, "decoder.features"), "N", weights.Shape("decoder.features.weight")[0]);
        return graph;
    }

    /// <summary>
    /// <c>aligner.onnx</c>: embedding [1, D] to the visual embedding it stands for [1, D], unit length (section 3.1). Blocks <c>down0</c>,
    /// <c>down1</c>, <c>mid0</c>, <c>mid1</c>, <c>up0</c>, <c>up1</c> under <c>aligner.</c>, each <c>linear</c>, <c>norm</c> (not in up0) and,
    /// where the widths differ, <c>shortcut</c>.
    /// </summary>
    public static OnnxGraph Aligner(NetworkWeights weights, NetworkSizes sizes)
    {
        var graph = new OnnxGraph("aligner");
        OnnxValue embedding = graph.Input("embedding", 1, sizes.Embedding);
        OnnxValue down0 = ResidualBlock(graph, embedding, weights, "aligner.down0");
        OnnxValue down1 = ResidualBlock(graph, down0, weights, "aligner.down1");
        OnnxValue middle = ResidualBlock(graph, ResidualBlock(graph, down1, weights, "aligner.mid0"), weights, "aligner.mid1");
        OnnxValue up0 = ResidualBlock(graph, graph.Concatenate(1, middle, down1), weights, "aligner.up0");
        OnnxValue up1 = ResidualBlock(graph, graph.Concatenate(1, up0, down0), weights, "aligner.up1");
        graph.Output("aligned", graph.Normalize(up1), 1, sizes.Embedding);
        return graph;
    }

    /// <summary>
    /// <c>connector_start.onnx</c>: embedding [1, D] to the first state [1, Dh] and the logits of the first latent [1, K, V] (section 2.2).
    /// Parameters <c>connector.start.hidden#</c>, <c>connector.start.hidden#_norm</c>, <c>connector.start.output</c>, <c>connector.prior.*</c>.
    /// </summary>
    public static OnnxGraph ConnectorStart(NetworkWeights weights, NetworkSizes sizes)
    {
        var graph = new OnnxGraph("connector_start");
        OnnxValue embedding = graph.Input("embedding", 1, sizes.Embedding);
        OnnxValue x = Condition(graph, embedding, sizes, weights.Shape("connector.start.hidden0.weight")[1]);
        for (int i = 0; weights.Contains($"connector.start.hidden{i}.weight"); i++)
        {
            x = graph.Dense(x, weights, $"connector.start.hidden{i}", $"connector.start.hidden{i}_norm");
        }

        OnnxValue deter = graph.Linear(x, weights, "connector.start.output");
        graph.Output("deter", deter, 1, sizes.Deterministic);
        graph.Output("logits", LatentLogits(graph, deter, weights, "connector.prior", sizes), 1, sizes.Variables, sizes.Classes);
        return graph;
    }

    /// <summary>
    /// <c>connector_step.onnx</c>: latent [1, S], embedding [1, D] and state [1, Dh] to the next state [1, Dh] and latent logits [1, K, V]
    /// (section 2.1). Parameters <c>connector.recurrent.*</c> and <c>connector.prior.*</c>, named as in <see cref="Dynamics"/>.
    /// </summary>
    public static OnnxGraph ConnectorStep(NetworkWeights weights, NetworkSizes sizes)
    {
        var graph = new OnnxGraph("connector_step");
        OnnxValue stoch = graph.Input("stoch", 1, sizes.Stochastic);
        OnnxValue embedding = graph.Input("embedding", 1, sizes.Embedding);
        OnnxValue deter = graph.Input("deter", 1, sizes.Deterministic);
        long conditionWidth = weights.Shape("connector.recurrent.input.weight")[1] - sizes.Stochastic;
        OnnxValue condition = Condition(graph, embedding, sizes, conditionWidth);
        OnnxValue next = RecurrentStep(graph, graph.Concatenate(1, stoch, condition), deter, weights, "connector.");
        graph.Output("deter_next", next, 1, sizes.Deterministic);
        graph.Output("logits", LatentLogits(graph, next, weights, "connector.prior", sizes), 1, sizes.Variables, sizes.Classes);
        return graph;
    }

    private static OnnxValue RecurrentStep(OnnxGraph graph, OnnxValue input, OnnxValue deter, NetworkWeights weights, string prefix)
    {
        OnnxValue x = graph.Dense(input, weights, prefix + "recurrent.input", prefix + "recurrent.input_norm");
        return graph.GatedUnit(x, deter, weights, prefix + "recurrent.gates", prefix + "recurrent.gates_norm");
    }

    private static OnnxValue LatentLogits(OnnxGraph graph, OnnxValue x, NetworkWeights weights, string head, NetworkSizes sizes)
    {
        OnnxValue hidden = graph.Dense(x, weights, head + ".hidden", head + ".hidden_norm");
        return graph.Reshape(graph.Linear(hidden, weights, head + ".logits"), 0, sizes.Variables, sizes.Classes);
    }

    /// <summary>
    /// sqrt(D) times the unit embedding (section 2.1), with zeros behind it where the network was built with the paper's unused
    /// step-of-eight inputs.
    /// </summary>
    private static OnnxValue Condition(OnnxGraph graph, OnnxValue embedding, NetworkSizes sizes, long width)
    {
        OnnxValue scaled = graph.Multiply(embedding, graph.Constant(MathF.Sqrt(sizes.Embedding)));
        int unused = (int)(width - sizes.Embedding);
        return unused == 0 ? scaled : graph.Concatenate(1, scaled, graph.Weight("step_of_eight", new float[unused], 1, unused));
    }

    private static OnnxValue ResidualBlock(OnnxGraph graph, OnnxValue x, NetworkWeights weights, string block)
    {
        bool normalised = weights.Contains(block + ".norm.weight");
        OnnxValue main = normalised
            ? graph.Dense(x, weights, block + ".linear", block + ".norm")
            : graph.Linear(x, weights, block + ".linear");
        OnnxValue shortcut = weights.Contains(block + ".shortcut.weight") ? graph.Linear(x, weights, block + ".shortcut") : x;
        return graph.Add(main, shortcut);
    }
}
