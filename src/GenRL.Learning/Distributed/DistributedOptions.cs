namespace GenRL.Learning.Distributed;

/// <summary>How processes that train together talk to each other. Which processes there are comes from the environment (<see cref="RankEnvironment"/>).</summary>
public sealed record DistributedOptions
{
    /// <summary><c>gloo</c> (CPU memory), <c>nccl</c> (GPU memory), or <c>auto</c>: NCCL on a GPU where libtorch has it, else gloo.</summary>
    public string Backend { get; init; } = "auto";

    /// <summary>
    /// Seconds after which a process that has not heard from the others gives up. Longer than the longest work that only the first
    /// process does: an evaluation, or encoding a dataset before the cached phase.
    /// </summary>
    public double TimeoutS { get; init; } = 1800;

    /// <summary>Checks ranges.</summary>
    /// <exception cref="ArgumentException">A value is out of range; the message names it and what is permitted.</exception>
    public DistributedOptions Validated()
    {
        if (Backend is not ("auto" or "gloo" or "nccl"))
        {
            throw new ArgumentException($"Distributed option {nameof(Backend)} is '{Backend}'; it must be auto, gloo or nccl.");
        }

        if (TimeoutS is not (> 0 and <= 1e6))
        {
            throw new ArgumentException($"Distributed option {nameof(TimeoutS)} is {TimeoutS}; it must be above 0 and at most 1000000.");
        }

        return this;
    }
}
