namespace GenRL.Data.Clips;

/// <summary>A captioned corpus on disk: <c>corpus.json</c> and clip files. Reading is thread-safe.</summary>
public sealed class ClipCorpus : IDisposable
{
    private readonly List<ClipShard> _shards = [];
    private readonly Dictionary<string, List<(ClipShard Shard, int Clip)>> _splits = [];

    private ClipCorpus(ClipCorpusDescription description) => Description = description;

    public ClipCorpusDescription Description { get; }

    /// <summary>Opens a corpus.</summary>
    /// <exception cref="FileNotFoundException">The folder holds no corpus, or a file of it is missing.</exception>
    /// <exception cref="InvalidDataException">A file is damaged, or does not fit the description.</exception>
    public static ClipCorpus Open(string folder)
    {
        var corpus = new ClipCorpus(ClipCorpusDescription.Load(folder));
        try
        {
            foreach (ClipShardEntry entry in corpus.Description.Shards)
            {
                corpus.Add(entry, ClipShard.Open(Path.Combine(folder, entry.File)));
            }
            return corpus;
        }
        catch
        {
            corpus.Dispose();
            throw;
        }
    }

    /// <summary>Number of clips of a part.</summary>
    public int Count(string split) => _splits.TryGetValue(split, out var clips) ? clips.Count : 0;

    public ClipHeader Header(string split, int clip)
    {
        (ClipShard shard, int index) = _splits[split][clip];
        return shard.Header(index);
    }

    /// <summary>Copies a clip's measures, [frames, measures].</summary>
    public void ReadMeasures(string split, int clip, Span<float> values)
    {
        (ClipShard shard, int index) = _splits[split][clip];
        shard.ReadMeasures(index, values);
    }

    /// <summary>Copies a clip's pixels, [frames, 3, size, size].</summary>
    public void ReadPixels(string split, int clip, Span<byte> pixels)
    {
        (ClipShard shard, int index) = _splits[split][clip];
        shard.ReadPixels(index, pixels);
    }

    public void Dispose()
    {
        foreach (ClipShard shard in _shards)
        {
            shard.Dispose();
        }
    }

    private void Add(ClipShardEntry entry, ClipShard shard)
    {
        _shards.Add(shard);
        if (shard.Count != entry.Count || shard.Measures != Description.Measures.Count)
        {
            throw new InvalidDataException(
                $"{shard.Path} holds {shard.Count} clips with {shard.Measures} measures; the corpus describes {entry.Count} with {Description.Measures.Count}.");
        }
        if (!_splits.TryGetValue(entry.Split, out var clips))
        {
            _splits[entry.Split] = clips = [];
        }
        for (int i = 0; i < shard.Count; i++)
        {
            int label = shard.Header(i).Label;
            if (label < 0 || label >= Description.Labels.Count)
            {
                throw new InvalidDataException($"{shard.Path}: clip {i} has label {label}, there are {Description.Labels.Count}.");
            }
            clips.Add((shard, i));
        }
    }
}
