using static GenRL.Learning.Baselines.BaselineOptions;

namespace GenRL.Learning.Baselines;

/// <summary>Sizes and rates of the agents that learn from pixels without a model (spec 7.2, 7.3).</summary>
public sealed record PixelAgentOptions
{
    /// <summary>Frames in an observation, the current one and those before it.</summary>
    public int FrameStack { get; init; } = 3;

    /// <summary>Channels of every convolution.</summary>
    public int Channels { get; init; } = 32;

    /// <summary>Stride of each 3 x 3 convolution; as many numbers as layers.</summary>
    public IReadOnlyList<int> Strides { get; init; } = [2, 1, 1, 1];

    /// <summary>Numbers that actor and critic each reduce the picture to.</summary>
    public int TrunkSize { get; init; } = 50;

    /// <summary>Hidden layers behind the trunk.</summary>
    public int Layers { get; init; } = 3;

    /// <summary>Units per hidden layer.</summary>
    public int Units { get; init; } = 1024;

    /// <summary>Gradient steps.</summary>
    public long Steps { get; init; } = 500_000;

    /// <summary>Transitions in a batch.</summary>
    public int Batch { get; init; } = 256;

    /// <summary>Adam's step size of all networks.</summary>
    public double LearningRate { get; init; } = 1e-4;

    /// <summary>Discount per agent step.</summary>
    public double Discount { get; init; } = 0.99;

    /// <summary>Share by which target networks follow in an update.</summary>
    public double TargetRate { get; init; } = 0.005;

    /// <summary>
    /// Shift and scale rewards to mean 0 and deviation 1 over the dataset. The best policy stays the same, because no transition ends
    /// anything; values of short runs get there sooner.
    /// </summary>
    public bool StandardiseRewards { get; init; }

    /// <summary>TD3: standard deviation of the noise on target actions.</summary>
    public double TargetNoise { get; init; } = 0.2;

    /// <summary>TD3: clip of the noise on target actions.</summary>
    public double TargetNoiseClip { get; init; } = 0.5;

    /// <summary>TD3: critic updates per actor update.</summary>
    public int PolicyDelay { get; init; } = 2;

    /// <summary>TD3+BC: weight of the value against the data's actions, before it is divided by the mean absolute value.</summary>
    public double ValueWeight { get; init; } = 2.5;

    /// <summary>IQL: expectile of the state value, in (0, 1); 0.5 is the mean.</summary>
    public double Expectile { get; init; } = 0.7;

    /// <summary>IQL: how sharply advantages weigh actions.</summary>
    public double Temperature { get; init; } = 3;

    /// <summary>IQL: largest weight of an action.</summary>
    public double LargestWeight { get; init; } = 100;

    internal void Validated()
    {
        Require(FrameStack >= 1, "agent.frame_stack", FrameStack, "at least 1");
        Require(Channels >= 1, "agent.channels", Channels, "at least 1");
        Require(Strides.Count >= 1 && Strides.All(stride => stride >= 1), "agent.strides", string.Join(", ", Strides), "one number of at least 1 per layer");
        Require(TrunkSize >= 1, "agent.trunk_size", TrunkSize, "at least 1");
        Require(Layers >= 1, "agent.layers", Layers, "at least 1");
        Require(Units >= 1, "agent.units", Units, "at least 1");
        Require(Steps >= 0, "agent.steps", Steps, "at least 0");
        Require(Batch >= 1, "agent.batch", Batch, "at least 1");
        Require(LearningRate > 0, "agent.learning_rate", LearningRate, "above 0");
        Require(Discount is >= 0 and < 1, "agent.discount", Discount, "in [0, 1)");
        Require(TargetRate is > 0 and <= 1, "agent.target_rate", TargetRate, "in (0, 1]");
        Require(TargetNoise >= 0, "agent.target_noise", TargetNoise, "at least 0");
        Require(TargetNoiseClip >= 0, "agent.target_noise_clip", TargetNoiseClip, "at least 0");
        Require(PolicyDelay >= 1, "agent.policy_delay", PolicyDelay, "at least 1");
        Require(ValueWeight > 0, "agent.value_weight", ValueWeight, "above 0");
        Require(Expectile is > 0 and < 1, "agent.expectile", Expectile, "in (0, 1)");
        Require(Temperature >= 0, "agent.temperature", Temperature, "at least 0");
        Require(LargestWeight > 0, "agent.largest_weight", LargestWeight, "above 0");
    }
}
