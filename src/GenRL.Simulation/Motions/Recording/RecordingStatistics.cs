namespace GenRL.Simulation.Motions.Recording;

/// <summary>How often each kind of motion was tried and what came of it.</summary>
public sealed class RecordingStatistics
{
    private readonly Dictionary<(string Kind, bool Physics), (int Tried, int Kept, int Renamed)> _counts = [];

    /// <summary>Attempts, clips that showed the kind, and clips named otherwise, per kind and way of making.</summary>
    public IReadOnlyDictionary<(string Kind, bool Physics), (int Tried, int Kept, int Renamed)> Counts => _counts;

    internal void Count(string kind, bool physics, string? label)
    {
        (int tried, int kept, int renamed) = _counts.GetValueOrDefault((kind, physics));
        _counts[(kind, physics)] = (tried + 1, kept + (label == kind ? 1 : 0), renamed + (label is not null && label != kind ? 1 : 0));
    }
}
