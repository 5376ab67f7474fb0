namespace GenRL.Learning.Behaviours;

/// <summary>Chooses the source of start states that the options ask for.</summary>
public static class StartStates
{
    /// <summary>Makes the source; the dataset is not even opened when the options are data-free.</summary>
    /// <param name="options">Data-free or not.</param>
    /// <param name="world">Dynamics that warm data-free states up.</param>
    /// <param name="connector">Connector with its aligner.</param>
    /// <param name="embeddingSize">D.</param>
    /// <param name="fromData">Opens the recorded start states.</param>
    public static IStartStates For(
        BehaviourOptions options, IImaginedWorld world, ILatentGenerator connector, long embeddingSize, Func<IStartStates> fromData) =>
        options.DataFree is { } dataFree
            ? new DataFreeStarts(world, connector, embeddingSize, dataFree.Validated(), options.ClipActions)
            : fromData();
}
