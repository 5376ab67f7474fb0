using GenRL.Learning.Baselines;

namespace GenRL.Learning.Tests.Baselines;

/// <summary>Agents small enough to learn in a second.</summary>
internal static class SmallAgents
{
    public static PixelAgentOptions Options { get; } = new()
    {
        Channels = 4,
        Strides = [4, 2, 2],
        TrunkSize = 16,
        Layers = 1,
        Units = 32,
        Batch = 32,
        LearningRate = 2e-3,
        Discount = 0.8,
        TargetRate = 0.05,
        StandardiseRewards = true,
    };

    public static OfflineTransitions Transitions(LineStore data, PixelAgentOptions? options = null, long seed = 1) =>
        new(data.Store, data.Store.Episodes, data.Embeddings, LineStore.Prompt, options ?? Options, seed);

    public static PixelAgent Create(string method, LineStore data, PixelAgentOptions? options = null, long seed = 1) => method == "iql"
        ? new IqlAgent(options ?? Options, Transitions(data, options, seed), 1, seed)
        : new Td3Agent(options ?? Options, Transitions(data, options, seed), 1, seed, cloning: method == "td3-bc");
}
