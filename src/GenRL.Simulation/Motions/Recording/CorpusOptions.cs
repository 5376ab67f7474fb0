namespace GenRL.Simulation.Motions.Recording;

/// <summary>How much of a corpus to record. Recording takes about 25 ms of one core per clip.</summary>
public sealed record CorpusOptions
{
    public ulong Seed { get; init; } = 1;

    /// <summary>Files of training clips; each holds <see cref="BodiesPerShard"/> bodies.</summary>
    public int TrainShards { get; init; } = 44;

    /// <summary>Files of clips with bodies that training never sees.</summary>
    public int NewBodyShards { get; init; } = 2;

    /// <summary>Files of physics clips with the walker's body and look.</summary>
    public int WalkerShards { get; init; } = 3;

    public int BodiesPerShard { get; init; } = 8;

    public int ClipsPerBody { get; init; } = 64;

    /// <summary>Part of the training clips that physics makes, 0 to 1.</summary>
    public double PhysicsShare { get; init; } = .6;
}
