namespace GenRL.Robots.Packages;

/// <summary>Names of the files in a model package, relative to its folder, with forward slashes.</summary>
public static class PackageFile
{
    public const string Manifest = "manifest.json";

    /// <summary>image [1, 3, 64, 64] in [-0.5, 0.5] → logits [1, K, V], before unimix.</summary>
    public const string Encoder = "encoder.onnx";

    /// <summary>stoch [1, K·V], deter [1, Dh], action [1, A] → deter_next [1, Dh], prior_logits [1, K, V].</summary>
    public const string Dynamics = "dynamics.onnx";

    /// <summary>embedding [1, D] → aligned [1, D], unit length.</summary>
    public const string Aligner = "aligner.onnx";

    /// <summary>embedding [1, D] → deter [1, Dh], logits [1, K, V].</summary>
    public const string ConnectorStart = "connector_start.onnx";

    /// <summary>stoch [1, K·V], embedding [1, D], deter [1, Dh] → deter_next [1, Dh], logits [1, K, V].</summary>
    public const string ConnectorStep = "connector_step.onnx";

    /// <summary>stoch [N, K·V] → image [N, 3, 64, 64] around [-0.5, 0.5].</summary>
    public const string Decoder = "decoder.onnx";

    /// <summary>stoch [N, K·V] → features [N, E].</summary>
    public const string RewardFeatures = "reward_features.onnx";

    /// <summary>Weights for continued training; optional.</summary>
    public const string WorldModelWeights = "world_model.safetensors";

    /// <summary>Weights for continued training; optional.</summary>
    public const string ConnectorWeights = "connector.safetensors";

    /// <summary>Weights of the conditioned policy and its critic for continued training; optional.</summary>
    public const string PolicyWeights = "policy.safetensors";

    /// <summary>Visual embeddings of what the robot did in its data, [N, D] float32, little endian; optional.</summary>
    public const string EmbeddingBank = "embedding_bank.f32";

    /// <summary>How the prompt service turns similarities into a confidence (JSON); optional.</summary>
    public const string ConfidenceScale = "confidence.json";

    /// <summary>Folder that holds one folder per behaviour.</summary>
    public const string Behaviours = "behaviours";

    /// <summary>Folder of the policy that serves every sentence.</summary>
    public const string Conditioned = "conditioned";

    /// <summary>
    /// The usual place of the policy that serves every sentence: stoch [1, K·V], deter [1, Dh], task [1, D] (aligned embedding of unit
    /// length) → action [1, A]; optional.
    /// </summary>
    public const string ConditionedPolicy = $"{Conditioned}/policy.onnx";

    /// <summary>Files without which a package is none.</summary>
    public static IReadOnlyList<string> Required { get; } =
        [Encoder, Dynamics, Aligner, ConnectorStart, ConnectorStep, Decoder, RewardFeatures];

    /// <summary>The usual place of a behaviour's policy: stoch [1, K·V], deter [1, Dh] → action [1, A].</summary>
    public static string Policy(string behaviour) => $"{Behaviours}/{behaviour}/policy.onnx";

    /// <summary>The usual place of the embedding a behaviour was learned for: D float32, little endian.</summary>
    public static string Embedding(string behaviour) => $"{Behaviours}/{behaviour}/embedding.f32";
}
