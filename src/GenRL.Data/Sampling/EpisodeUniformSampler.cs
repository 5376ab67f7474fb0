namespace GenRL.Data;

/// <summary>
/// Draws sequence starts as GenRL does (specification section 8.4): the episode uniform over episodes, not steps; the start uniform
/// over the positions from which a whole sequence fits, the last one included. Same seed, same draws. Not thread-safe.
/// </summary>
public sealed class EpisodeUniformSampler
{
    private readonly EpisodeSpan[] _episodes;
    private readonly SeededRandom _random;

    /// <param name="episodes">Candidates; those shorter than a sequence are left out.</param>
    /// <param name="sequenceLength">Rows T of a sequence.</param>
    /// <param name="seed">Seed of the draws.</param>
    /// <param name="alignStarts">Starts are multiples of this within the episode: 8 where window embeddings exist only at rows 7, 15, 23, ...</param>
    /// <exception cref="ArgumentException">No episode is long enough.</exception>
    public EpisodeUniformSampler(IEnumerable<EpisodeSpan> episodes, int sequenceLength, ulong seed, int alignStarts = 1)
    {
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(sequenceLength);
        ArgumentOutOfRangeException.ThrowIfNegativeOrZero(alignStarts);
        _episodes = [.. episodes.Where(episode => episode.Length >= sequenceLength)];
        if (_episodes.Length == 0)
        {
            throw new ArgumentException($"No episode has the {sequenceLength} rows of a training sequence.", nameof(episodes));
        }
        SequenceLength = sequenceLength;
        AlignStarts = alignStarts;
        _random = new SeededRandom(seed);
    }

    /// <summary>Rows T of a sequence.</summary>
    public int SequenceLength { get; }

    /// <summary>Starts are multiples of this within their episode.</summary>
    public int AlignStarts { get; }

    /// <summary>Episodes that can be drawn.</summary>
    public int EpisodeCount => _episodes.Length;

    /// <summary>Draws one sequence and returns its first row in the dataset.</summary>
    public long Next()
    {
        EpisodeSpan episode = _episodes[_random.Next(_episodes.Length)];
        int choices = (episode.Length - SequenceLength) / AlignStarts + 1;
        return episode.Start + (long)_random.Next(choices) * AlignStarts;
    }

    /// <summary>Draws one sequence start per batch element.</summary>
    public void Draw(Span<long> starts)
    {
        for (int i = 0; i < starts.Length; i++)
        {
            starts[i] = Next();
        }
    }
}
