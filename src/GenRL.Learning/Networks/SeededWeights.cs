using static TorchSharp.torch;

namespace GenRL.Learning.Networks;

/// <summary>First weights come from torch's global generator, which learners made side by side would share.</summary>
public static class SeededWeights
{
    private static readonly Lock Gate = new();

    /// <summary>Makes networks whose first weights depend on the seed alone, whatever other threads make meanwhile.</summary>
    public static T Make<T>(long seed, Func<T> networks)
    {
        lock (Gate)
        {
            manual_seed(seed);
            return networks();
        }
    }
}
