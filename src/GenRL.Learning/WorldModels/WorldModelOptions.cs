namespace GenRL.Learning.WorldModels;

/// <summary>Sizes of the world model, shared by its connector (spec 0.2 and 11.5). Defaults are the preset <c>tiny</c>.</summary>
public sealed record WorldModelOptions
{
    /// <summary>A: number of actions.</summary>
    public int ActionSize { get; init; } = 6;

    /// <summary>m: channels of the first convolution. 8 or 16 on a CPU; 12 costs more than 16.</summary>
    public int Multiplier { get; init; } = 8;

    /// <summary>K: categorical variables of the latent.</summary>
    public int Variables { get; init; } = 32;

    /// <summary>V: classes of each variable.</summary>
    public int Classes { get; init; } = 16;

    /// <summary>Dh: size of the recurrent state.</summary>
    public int Deter { get; init; } = 256;

    /// <summary>U: width of dense layers.</summary>
    public int Units { get; init; } = 256;

    /// <summary>Hidden layers of the diagnostic reward head.</summary>
    public int HeadLayers { get; init; } = 2;

    /// <summary>Heads of the prior; more than one gives a disagreement to stay away from (spec 12.2, offline safety).</summary>
    public int Ensemble { get; init; } = 1;

    /// <summary>Outputs of the diagnostic reward head, one per task; 0 leaves the head out.</summary>
    public int RewardTasks { get; init; } = 9;

    /// <summary>Whether dense layers have a LayerNorm; the explorer of spec 8.2 goes without.</summary>
    public bool DenseNorm { get; init; } = true;

    /// <summary>S = K * V: flattened latent size.</summary>
    public int StochSize => Variables * Classes;

    /// <summary>E = 32 m: encoder output and feature space of the prompt reward.</summary>
    public int EmbeddingSize => 32 * Multiplier;

    /// <summary>S + Dh: size of the feature that heads, actor and critic read.</summary>
    public int FeatureSize => StochSize + Deter;

    /// <summary>The paper's sizes (Table 2).</summary>
    public static WorldModelOptions Paper { get; } = new()
    {
        Multiplier = 48,
        Variables = 32,
        Classes = 32,
        Deter = 1024,
        Units = 1024,
        HeadLayers = 4,
    };

    /// <summary>Sizes for unit tests.</summary>
    public static WorldModelOptions Micro { get; } = new()
    {
        Multiplier = 4,
        Variables = 4,
        Classes = 4,
        Deter = 32,
        Units = 32,
        HeadLayers = 1,
    };
}
